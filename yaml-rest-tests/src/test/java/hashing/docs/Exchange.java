package hashing.docs;

/**
 * A request that a page shows and the answer that it promises.
 *
 * @param where page and line, for messages
 * @param body what is sent; empty where the request has none
 * @param file name of the file that is sent instead; null where there is none
 * @param answer what must come back; null where any success will do
 */
record Exchange(String where, String method, String path, String body, String file, Answer answer) {

  /**
   * @param status what is promised; 0 for any of 200 to 299
   * @param json whether {@code text} is JSON, else lines of text
   */
  record Answer(String where, int status, boolean json, String text) {}

  Exchange(String where, String method, String path, String body, Answer answer) {
    this(where, method, path, body, null, answer);
  }

  Exchange answered(Answer promised) {
    return new Exchange(where, method, path, body, file, promised);
  }
}
