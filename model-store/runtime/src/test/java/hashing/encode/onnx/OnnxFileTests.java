package hashing.encode.onnx;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class OnnxFileTests {

  private static final long SEED = 20260105L;
  private static final String EXTERNAL = "found a tensor whose data lie in another file";

  private static OnnxMl.ModelProto.Builder model() {
    return TestModels.Network.random(5, 4, 8, new Random(SEED)).model().toBuilder();
  }

  private static OnnxMl.TensorProto external() {
    return OnnxMl.TensorProto.newBuilder().setDataLocation(DataLocation.EXTERNAL).build();
  }

  @Test
  public void testAcceptsWholeModels() {
    OnnxFile.check(model().build().toByteArray());
  }

  @Test
  public void testExternalDataIsFoundWhereverTensorsStand() {
    OnnxMl.TensorProto tensor = external();
    OnnxMl.TensorProto entry =
        OnnxMl.TensorProto.newBuilder()
            .addExternalData(
                OnnxMl.StringStringEntryProto.newBuilder().setKey("location").setValue("/etc/x"))
            .build();
    OnnxMl.SparseTensorProto sparse =
        OnnxMl.SparseTensorProto.newBuilder().setIndices(tensor).build();
    OnnxMl.GraphProto graph = OnnxMl.GraphProto.newBuilder().addInitializer(tensor).build();
    List<OnnxMl.AttributeProto.Builder> attributes =
        List.of(
            OnnxMl.AttributeProto.newBuilder().setT(tensor),
            OnnxMl.AttributeProto.newBuilder().addTensors(entry),
            OnnxMl.AttributeProto.newBuilder().setG(graph),
            OnnxMl.AttributeProto.newBuilder().addGraphs(graph),
            OnnxMl.AttributeProto.newBuilder().setSparseTensor(sparse),
            OnnxMl.AttributeProto.newBuilder().addSparseTensors(sparse));
    for (OnnxMl.AttributeProto.Builder attribute : attributes) {
      OnnxMl.NodeProto node = OnnxMl.NodeProto.newBuilder().addAttribute(attribute).build();
      OnnxMl.ModelProto.Builder model = model();
      model.getGraphBuilder().addNode(node);
      assertRefused(model, EXTERNAL);
      assertRefused(
          model().addFunctions(OnnxMl.FunctionProto.newBuilder().addNode(node)), EXTERNAL);
    }
    OnnxMl.ModelProto.Builder initializer = model();
    initializer.getGraphBuilder().addInitializer(entry);
    assertRefused(initializer, EXTERNAL);
    OnnxMl.ModelProto.Builder sparseInitializer = model();
    sparseInitializer.getGraphBuilder().addSparseInitializer(sparse);
    assertRefused(sparseInitializer, EXTERNAL);
    assertRefused(
        model().addTrainingInfo(OnnxMl.TrainingInfoProto.newBuilder().setAlgorithm(graph)),
        EXTERNAL);
  }

  /** A tag wider than 32 bits is another field to those who keep its low 32 bits. */
  @Test
  public void testTagsAreOf32Bits() throws IOException {
    assertExternalRefused(0, EXTERNAL);
    for (int bit = 32; bit < 64; bit++) {
      assertExternalRefused(1L << bit, "found a damaged file at byte");
    }
  }

  private static void assertExternalRefused(long forged, String message) throws IOException {
    byte[] path = field(2 << 3 | 2, "/etc/x".getBytes(StandardCharsets.UTF_8));
    assertRefused(withInitializer(field(13 << 3 | 2 | forged, path)), message);
    ByteArrayOutputStream location = new ByteArrayOutputStream();
    varint(14 << 3 | forged, location);
    varint(DataLocation.EXTERNAL_VALUE, location);
    assertRefused(withInitializer(location.toByteArray()), message);
  }

  /** A model whose graph has one tensor more. */
  private static byte[] withInitializer(byte[] tensor) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    model().build().writeTo(file);
    file.writeBytes(field(7 << 3 | 2, field(5 << 3 | 2, tensor)));
    return file.toByteArray();
  }

  private static byte[] field(long tag, byte[] value) {
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    varint(tag, field);
    varint(value.length, field);
    field.writeBytes(value);
    return field.toByteArray();
  }

  private static void varint(long value, ByteArrayOutputStream to) {
    for (; value >>> 7 != 0; value >>>= 7) {
      to.write((int) ((value & 0x7F) | 0x80));
    }
    to.write((int) value);
  }

  @Test
  public void testDepthIsBounded() {
    OnnxMl.GraphProto graph = OnnxMl.GraphProto.getDefaultInstance();
    for (int i = 0; i < 30; i++) {
      OnnxMl.AttributeProto.Builder attribute = OnnxMl.AttributeProto.newBuilder().setG(graph);
      graph =
          OnnxMl.GraphProto.newBuilder()
              .addNode(OnnxMl.NodeProto.newBuilder().addAttribute(attribute))
              .build();
    }
    assertRefused(OnnxMl.ModelProto.newBuilder().setGraph(graph), "nested deeper than 64");
  }

  @Test
  public void testOperatorsAreThoseOfTheList() {
    OnnxFile.check(SentenceModels.model());
    for (String name : List.of("If", "Loop", "Scan", "RandomNormal", "SequenceMap", "", "gemm")) {
      OnnxMl.ModelProto.Builder model = model();
      model.getGraphBuilder().addNodeBuilder().setOpType(name);
      assertRefused(model, "found an operator [" + name + "], allowed are those of ai.onnx");
    }
    OnnxMl.ModelProto.Builder model = model();
    model.getGraphBuilder().addNodeBuilder().setOpType("Gemm").setDomain("com.microsoft");
    assertRefused(model, "found an operator [Gemm] of domain [com.microsoft]");
  }

  @Test
  public void testPartsThatGrow() {
    OnnxMl.GraphProto graph = model().getGraph();
    OnnxMl.ModelProto.Builder inner = model();
    inner.getGraphBuilder().getNodeBuilder(0).addAttributeBuilder().setG(graph);
    assertRefused(inner, "found a graph within a graph");
    assertRefused(model().addFunctions(OnnxMl.FunctionProto.newBuilder()), "found a function");
    assertRefused(model().addTrainingInfo(OnnxMl.TrainingInfoProto.newBuilder()), "found training");
    OnnxMl.ModelProto.Builder sparse = model();
    sparse.getGraphBuilder().addSparseInitializerBuilder().addDims(1L << 40);
    assertRefused(sparse, "found a sparse tensor");
    OnnxMl.ModelProto.Builder many = model();
    for (int i = 0; i < 1 << 16; i++) {
      many.getGraphBuilder().addNodeBuilder().setOpType("Identity");
    }
    assertRefused(many, "found more nodes and tensors than 65536");
  }

  @Test
  public void testTensorsHoldWhatTheyDeclare() {
    for (long[] shape : new long[][] {{1L << 40}, {1 << 30, 1 << 30, 1 << 30}, {-1}, {5, 1 << 9}}) {
      OnnxMl.ModelProto.Builder model = model();
      OnnxMl.TensorProto.Builder tensor = model.getGraphBuilder().getInitializerBuilder(0);
      tensor.clearDims();
      for (long dimension : shape) {
        tensor.addDims(dimension);
      }
      assertRefused(model, "found a tensor");
    }
  }

  @Test
  public void testMutationsThrowNothingElse() {
    Random random = new Random(SEED + 1);
    byte[] file = model().build().toByteArray();
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] mutated = java.util.Arrays.copyOf(file, file.length - random.nextInt(3));
      for (int i = random.nextInt(4); i >= 0; i--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      try {
        OnnxFile.check(mutated);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue("seed " + (SEED + 1) + " refused " + refused, refused > 5000);
  }

  private static void assertRefused(OnnxMl.ModelProto.Builder model, String message) {
    assertRefused(model.build().toByteArray(), message);
  }

  private static void assertRefused(byte[] file, String message) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> OnnxFile.check(file));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }
}
