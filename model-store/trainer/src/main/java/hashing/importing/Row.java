package hashing.importing;

import com.google.gson.JsonObject;

/**
 * One row of a file.
 *
 * @param number counted from 1, over rows of data
 * @param line where it begins in a text file, counted from 1; the number again for other files
 * @param id what the file says; null where it says nothing
 * @param value a text, the packed bytes of a code as {@code byte[]}, or a {@code List} of numbers;
 *     null where the row has none
 * @param kept further fields of the document; null for none
 * @param fault why the row cannot be read at all; null where it can
 */
record Row(long number, long line, String id, Object value, JsonObject kept, String fault) {

  static Row of(long number, long line, String id, Object value, JsonObject kept) {
    return new Row(number, line, id, value, kept, null);
  }

  static Row faulty(long number, long line, Object value, String fault) {
    return new Row(number, line, null, value, null, fault);
  }
}
