package hashing.encode.onnx;

import java.util.Map;

/**
 * A look at an ONNX file before the runtime sees it: it must be one well-formed protobuf message
 * that holds a graph and no reference to data in other files, wherever tensors can stand.
 *
 * <p>Field numbers are those of onnx.proto3 (ONNX IR version 10). Cost: one pass, without copies.
 */
final class OnnxFile {

  private static final int MAX_DEPTH = 64;

  private static final int TENSOR_EXTERNAL_DATA = 13;
  private static final int TENSOR_DATA_LOCATION = 14;
  private static final int MODEL_GRAPH = 7;

  /** Messages that hold tensors, and the fields by which they do. */
  private enum Message {
    MODEL,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    SPARSE_TENSOR,
    FUNCTION,
    TRAINING;

    private Message child(int field) {
      return CHILDREN.get(this).get(field);
    }
  }

  private static final Map<Message, Map<Integer, Message>> CHILDREN =
      Map.of(
          Message.MODEL,
          Map.of(MODEL_GRAPH, Message.GRAPH, 20, Message.TRAINING, 25, Message.FUNCTION),
          Message.GRAPH,
          Map.of(1, Message.NODE, 5, Message.TENSOR, 15, Message.SPARSE_TENSOR),
          Message.NODE,
          Map.of(5, Message.ATTRIBUTE),
          Message.ATTRIBUTE,
          Map.of(
              5,
              Message.TENSOR,
              6,
              Message.GRAPH,
              10,
              Message.TENSOR,
              11,
              Message.GRAPH,
              22,
              Message.SPARSE_TENSOR,
              23,
              Message.SPARSE_TENSOR),
          Message.TENSOR,
          Map.of(),
          Message.SPARSE_TENSOR,
          Map.of(1, Message.TENSOR, 2, Message.TENSOR),
          Message.FUNCTION,
          Map.of(7, Message.NODE, 11, Message.ATTRIBUTE),
          Message.TRAINING,
          Map.of(1, Message.GRAPH, 2, Message.GRAPH));

  private final byte[] file;
  private int at;
  private boolean graph;

  private OnnxFile(byte[] file) {
    this.file = file;
  }

  /** Refuses with an {@link IllegalArgumentException} that says what was found. */
  static void check(byte[] file) {
    OnnxFile reader = new OnnxFile(file);
    reader.walk(Message.MODEL, file.length, 0);
    if (!reader.graph) {
      throw new IllegalArgumentException("found no graph, allowed is an ONNX model");
    }
  }

  private void walk(Message message, int end, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "found messages nested deeper than " + MAX_DEPTH + ", which is allowed");
    }
    while (at < end) {
      long tag = varint(end);
      if (tag >>> Integer.SIZE != 0) {
        throw damaged(); // protobuf for C++ keeps the low 32 bits, so that it reads another field
      }
      int wire = (int) (tag & 7);
      int field = (int) (tag >>> 3);
      long value = 0;
      switch (wire) {
        case 0 -> value = varint(end);
        case 1 -> skip(Long.BYTES, end);
        case 2 -> {
          long length = varint(end);
          if (length < 0 || length > end - at) {
            throw damaged();
          }
          int last = at + (int) length;
          Message child = message.child(field);
          if (child != null) {
            graph |= message == Message.MODEL && field == MODEL_GRAPH;
            walk(child, last, depth + 1);
          }
          at = last;
        }
        case 5 -> skip(Integer.BYTES, end);
        default -> throw damaged();
      }
      if (message == Message.TENSOR
          && (field == TENSOR_EXTERNAL_DATA || (field == TENSOR_DATA_LOCATION && value != 0))) {
        throw new IllegalArgumentException(
            "found a tensor whose data lie in another file, allowed are models that hold all their"
                + " tensors themselves");
      }
    }
  }

  private void skip(int length, int end) {
    if (length > end - at) {
      throw damaged();
    }
    at += length;
  }

  private long varint(int end) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw damaged();
      }
      byte part = file[at++];
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private IllegalArgumentException damaged() {
    return new IllegalArgumentException(
        "found a damaged file at byte " + at + ", allowed is an ONNX model");
  }
}
