package hashing.opensearch.model;

import hashing.encode.InputSpec;
import hashing.store.EncoderKind;
import hashing.store.Manifest;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageEntry;
import hashing.store.PackageWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Packages of networks that take long, though they are small: products with matrices of zeros. */
public final class SlowNetworks {
  public static final int SIZE = 16;
  private static final int WIDTH = 1024;

  // Fields of onnx.proto3.
  private static final int NODE = 1;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  private SlowNetworks() {}

  /** A package of {@value #SIZE} floats and as many bits, all 0. */
  public static byte[] packed(String name, int products) {
    Manifest manifest =
        new Manifest(
            ModelName.parse(name),
            EncoderKind.ONNX,
            SIZE,
            name,
            new InputSpec.Vector(SIZE),
            null,
            "none",
            null,
            Map.of(),
            Map.of());
    return PackageWriter.write(
        new ModelPackage(manifest, Map.of(PackageEntry.MODEL, onnx(products))));
  }

  /** An ONNX file; {@code products} squares of {@value #WIDTH} are what takes the time. */
  static byte[] onnx(int products) {
    Message graph = new Message();
    zeros(graph, "in", SIZE, WIDTH);
    zeros(graph, "square", WIDTH, WIDTH);
    zeros(graph, "out", WIDTH, SIZE);
    product(graph, "input", "in", "value0");
    for (int i = 0; i < products; i++) {
      product(graph, "value" + i, "square", "value" + (i + 1));
    }
    product(graph, "value" + products, "out", "output");
    graph.text(2, "slow").message(INPUT, floats("input")).message(OUTPUT, floats("output"));
    return new Message()
        .number(1, 6) // IR version
        .message(8, new Message().number(2, 13)) // operators
        .message(7, graph)
        .bytes
        .toByteArray();
  }

  private static void zeros(Message graph, String name, int rows, int columns) {
    Message shape =
        new Message().text(1, "value_ints").number(20, 7).number(8, rows).number(8, columns);
    graph.message(
        NODE, new Message().text(2, name + "Shape").text(4, "Constant").message(5, shape));
    graph.message(
        NODE, new Message().text(1, name + "Shape").text(2, name).text(4, "ConstantOfShape"));
  }

  private static void product(Message graph, String a, String b, String result) {
    graph.message(NODE, new Message().text(1, a).text(1, b).text(2, result).text(4, "MatMul"));
  }

  private static Message floats(String name) {
    Message shape =
        new Message()
            .message(1, new Message().text(2, "batch"))
            .message(1, new Message().number(1, SIZE));
    Message tensor = new Message().number(1, 1).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  /** A protobuf message that is being written. */
  private static final class Message {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private void varint(int value) {
      int rest = value;
      while (rest >= 0x80) {
        bytes.write(rest & 0x7f | 0x80);
        rest >>>= 7;
      }
      bytes.write(rest);
    }

    Message number(int field, int value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes.toByteArray());
    }

    private Message bytes(int field, byte[] value) {
      varint(field << 3 | 2);
      varint(value.length);
      bytes.writeBytes(value);
      return this;
    }
  }
}
