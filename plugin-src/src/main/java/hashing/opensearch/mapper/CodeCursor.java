package hashing.opensearch.mapper;

import java.io.IOException;

interface CodeCursor {
  boolean advanceExact(int doc) throws IOException;

  byte[] code() throws IOException;
}
