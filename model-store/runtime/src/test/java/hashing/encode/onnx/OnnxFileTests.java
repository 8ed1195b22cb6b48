package hashing.encode.onnx;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
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
    byte[] file = model.build().toByteArray();
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> OnnxFile.check(file));
    assertTrue(e.getMessage(), e.getMessage().contains(message));
  }
}
