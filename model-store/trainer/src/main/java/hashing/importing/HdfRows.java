package hashing.importing;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A data set of two dimensions in an HDF5 file, as ann-benchmarks has them: booleans, a bit each,
 * or bytes. Read some thousand rows at a time.
 */
final class HdfRows implements RowReader {

  private static final int SLICE = 4096;

  private final HdfFile file;
  private final Dataset dataset;
  private final long rows;
  private final int columns;
  private final MatrixValues values;
  private Object[] slice = {};
  private long sliceStart;
  private long number;

  /** Opens a file; {@code asked} null for a guess from the first rows. */
  HdfRows(Path path, String name, MatrixValues asked) throws IOException {
    try {
      file = new HdfFile(path);
    } catch (HdfException e) {
      throw new IOException("[" + path + "] is no HDF5 file: " + e.getMessage(), e);
    }
    try {
      dataset = dataset(path, name);
      rows = dataset.getDimensionsAsLong()[0];
      columns = dataset.getDimensions()[1];
      values = asked == null ? guess() : asked;
    } catch (IllegalArgumentException | HdfException e) {
      file.close();
      throw e;
    }
  }

  private Dataset dataset(Path path, String name) {
    Dataset found;
    try {
      found = file.getDatasetByPath(name);
    } catch (HdfException e) {
      throw new IllegalArgumentException(
          "[--dataset] is [" + name + "]; [" + path + "] has " + file.getChildren().keySet(), e);
    }
    if (found.getDimensions().length != 2) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "[--dataset] is [%s] of shape %s; two dimensions are allowed, rows and columns",
              name,
              Arrays.toString(found.getDimensions())));
    }
    return found;
  }

  private MatrixValues guess() {
    fill();
    for (Object row : slice) {
      if (columns <= Byte.SIZE || !MatrixValues.couldBeBits(elements(row))) {
        return MatrixValues.BYTES;
      }
    }
    return MatrixValues.BITS;
  }

  private void fill() {
    sliceStart = number;
    int count = (int) Math.min(SLICE, rows - number);
    slice =
        count == 0
            ? new Object[0]
            : (Object[]) dataset.getData(new long[] {number, 0}, new int[] {count, columns});
  }

  /** A row's elements as bytes; the library gives unsigned ones as int and booleans as names. */
  private static byte[] elements(Object row) {
    return switch (row) {
      case byte[] bytes -> bytes;
      case boolean[] flags -> {
        byte[] bytes = new byte[flags.length];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) (flags[i] ? 1 : 0);
        }
        yield bytes;
      }
      case int[] numbers -> {
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
          if (numbers[i] < Byte.MIN_VALUE || numbers[i] > 255) {
            throw new IllegalArgumentException(
                "found " + numbers[i] + " in column " + i + ", allowed are bytes");
          }
          bytes[i] = (byte) numbers[i];
        }
        yield bytes;
      }
      case String[] names -> {
        byte[] bytes = new byte[names.length];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) ("TRUE".equalsIgnoreCase(names[i]) ? 1 : 0);
        }
        yield bytes;
      }
      default ->
          throw new IllegalArgumentException(
              "found a data set of "
                  + row.getClass().getComponentType()
                  + ", allowed are booleans and bytes; floats are no codes yet");
    };
  }

  /** Bits of a code. */
  int bitCount() {
    return values.bitCount(columns);
  }

  @Override
  public Row next() {
    if (number == rows) {
      return null;
    }
    if (number >= sliceStart + slice.length) {
      fill();
    }
    Object row = slice[(int) (number - sliceStart)];
    number++;
    try {
      return Row.of(number, number, null, values.code(elements(row)), null);
    } catch (IllegalArgumentException e) {
      return Row.faulty(number, number, null, e.getMessage());
    }
  }

  @Override
  public void skip(long count) throws IOException {
    if (number + count > rows) {
      throw new IOException("found fewer rows than were read before: the file has changed");
    }
    number += count;
    slice = new Object[0];
  }

  @Override
  public long size() {
    return rows;
  }

  @Override
  public long position() {
    return number;
  }

  @Override
  public void close() {
    file.close();
  }
}
