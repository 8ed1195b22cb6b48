package hashing.encode.onnx;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A look at an ONNX file before the runtime sees it: it must be one well-formed protobuf message
 * that holds one graph of {@link OnnxOperators}, and no reference to data in other files, wherever
 * tensors can stand. No tensor may declare more elements than it holds. Functions are refused, as a
 * few of them that call each other become a graph without end; so are graphs within graphs, which
 * control flow alone needs, sparse tensors, which a few bytes make as large as they like, and
 * training.
 *
 * <p>Field numbers are those of onnx.proto3 (ONNX IR version 10). Cost: one pass, without copies.
 */
final class OnnxFile {

  private static final int MAX_DEPTH = 64;

  /** Nodes and tensors; a sentence model of six layers has 900. */
  private static final int MAX_PARTS = 1 << 16;

  private static final int TENSOR_EXTERNAL_DATA = 13;
  private static final int TENSOR_DATA_LOCATION = 14;
  private static final int TENSOR_DIMENSIONS = 1;
  private static final int MODEL_GRAPH = 7;
  private static final int NODE_OPERATOR = 4;
  private static final int NODE_DOMAIN = 7;
  private static final int ATTRIBUTE_TENSOR = 5;

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
  private int parts;

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

  /** What a message said of itself so far. */
  private static final class Said {
    private String operator = "";
    private String domain = "";
    private double elements = 1;
    private int tensors;
  }

  private void walk(Message message, int end, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "found messages nested deeper than " + MAX_DEPTH + ", which is allowed");
    }
    int start = at;
    Said said = new Said();
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
          int length = length(end); // moves on, so that it comes first
          int last = at + length;
          inner(message, field, said, last, depth);
          at = last;
        }
        case 5 -> skip(Integer.BYTES, end);
        default -> throw damaged();
      }
      if (message == Message.TENSOR) {
        if (field == TENSOR_EXTERNAL_DATA || (field == TENSOR_DATA_LOCATION && value != 0)) {
          throw new IllegalArgumentException(
              "found a tensor whose data lie in another file, allowed are models that hold all"
                  + " their tensors themselves");
        }
        if (field == TENSOR_DIMENSIONS && wire == 0) {
          said.elements *= dimension(value);
        }
      }
    }
    finish(message, said, end - start);
  }

  private int length(int end) {
    long length = varint(end);
    if (length < 0 || length > end - at) {
      throw damaged();
    }
    return (int) length;
  }

  private void inner(Message message, int field, Said said, int last, int depth) {
    Message child = message.child(field);
    if (child != null) {
      graph |= message == Message.MODEL && field == MODEL_GRAPH;
      walk(child, last, depth + 1);
      if (message == Message.ATTRIBUTE && field == ATTRIBUTE_TENSOR) {
        said.tensors++;
      }
      if (child == Message.GRAPH && message != Message.MODEL) {
        throw unknown("a graph within a graph");
      }
    } else if (message == Message.NODE && field == NODE_OPERATOR) {
      said.operator = text(last);
    } else if (message == Message.NODE && field == NODE_DOMAIN) {
      said.domain = text(last);
    } else if (message == Message.TENSOR && field == TENSOR_DIMENSIONS) {
      while (at < last) {
        said.elements *= dimension(varint(last));
      }
    }
  }

  /** Judges a message that was read whole. */
  private void finish(Message message, Said said, int bytes) {
    switch (message) {
      case NODE -> {
        count();
        OnnxOperators.check(said.domain, said.operator);
      }
      case TENSOR -> {
        count();
        // The smallest elements, of 4 bits, lie two in a byte.
        if (said.elements > Math.max(1, 2.0 * bytes)) {
          throw new IllegalArgumentException(
              "found a tensor of "
                  + (long) said.elements
                  + " elements in "
                  + bytes
                  + " bytes, allowed are as many as it holds");
        }
      }
      case ATTRIBUTE -> {
        if (said.tensors > 1) {
          throw unknown("an attribute of two tensors"); // protobuf makes one of both
        }
      }
      case SPARSE_TENSOR -> throw unknown("a sparse tensor");
      case FUNCTION -> throw unknown("a function");
      case TRAINING -> throw unknown("training");
      case MODEL, GRAPH -> {
        // nothing of their own
      }
    }
  }

  private void count() {
    if (++parts > MAX_PARTS) {
      throw new IllegalArgumentException(
          "found more nodes and tensors than " + MAX_PARTS + ", which are allowed");
    }
  }

  private static long dimension(long value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "found a tensor's dimension " + value + ", allowed is 0 and above");
    }
    return value;
  }

  private String text(int last) {
    return new String(file, at, last - at, StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException unknown(String part) {
    return new IllegalArgumentException(
        "found " + part + ", allowed is one graph of operators and dense tensors");
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
