package hashing.train;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.encode.InputSpec;
import hashing.method.Methods;
import hashing.store.EncoderKind;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.store.PackageWriter;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import java.io.IOException;
import java.util.Map;
import org.junit.Test;

public class PackageExportTests {

  @Test
  public void testAMethodsPackageGivesItsCodes() {
    LabelledVectors data = SampleData.clusters(4, 50, 12, 0.6, 7);
    for (Methods.Method method : Methods.all()) {
      TrainedEncoder encoder =
          method.trainer(11, 3, new Options(Map.of())).train(data, Progress.NONE);
      ModelPackage model =
          PackageExport.of(encoder, ModelName.parse(method.id() + "@2"), data.input());
      ModelPackage read = PackageReader.read(PackageWriter.write(model));
      assertEquals(method.id() + "@2", read.manifest().codeSpace());
      assertEquals(11, read.manifest().bits());
      assertEquals(data.sha256(), read.manifest().trainingData().sha256());
      assertTrue(read.manifest().method().startsWith(method.id()));
      Agreement agreement = Agreement.of(encoder, read, data);
      assertEquals(method.id() + agreement, 0, agreement.bitsDifferent());
    }
  }

  @Test
  public void testALinearPackageAgreesOnAllImages() throws IOException {
    LabelledVectors images = SampleData.images();
    TrainedEncoder encoder =
        Methods.get("itq")
            .trainer(64, 1, new Options(Map.of("iterations", "5")))
            .train(images.first(2000), Progress.NONE);
    ModelPackage model = PackageExport.of(encoder, ModelName.parse("itq@1"), images.input());
    assertEquals(EncoderKind.LINEAR, model.manifest().kind());
    assertEquals("itq iterations=5 seed=1", model.manifest().method());
    assertEquals(0, Agreement.of(encoder, model, images).bitsDifferent());
  }

  @Test
  public void testTheSameTrainingGivesTheSamePackage() {
    LabelledVectors data = SampleData.clusters(4, 50, 12, 0.6, 7);
    for (Methods.Method method : Methods.all()) {
      assertArrayEquals(method.id(), packaged(method, data), packaged(method, data));
    }
  }

  private static byte[] packaged(Methods.Method method, LabelledVectors data) {
    TrainedEncoder encoder = method.trainer(8, 3, new Options(Map.of())).train(data, Progress.NONE);
    return PackageWriter.write(PackageExport.of(encoder, ModelName.parse("same@1"), data.input()));
  }

  @Test
  public void testAnotherInputIsRefused() {
    LabelledVectors data = SampleData.clusters(2, 20, 12, 0.6, 7);
    TrainedEncoder encoder =
        Methods.get("lsh").trainer(8, 1, new Options(Map.of())).train(data, Progress.NONE);
    ModelName name = ModelName.parse("lsh@1");
    InputSpec other = new InputSpec.Vector(13);
    assertThrows(IllegalArgumentException.class, () -> PackageExport.of(encoder, name, other));
    ModelPackage model = PackageExport.of(encoder, name, data.input());
    LabelledVectors wider = SampleData.clusters(2, 20, 13, 0.6, 7);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> PackageCodes.of(model, wider, done -> {}));
    assertTrue(e.getMessage(), e.getMessage().contains("lsh@1"));
  }

  @Test
  public void testUnknownAndBadOptionsAreRefused() {
    Methods.Method itq = Methods.get("itq");
    Options epochs = new Options(Map.of("epochs", "3"));
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> itq.trainer(8, 1, epochs));
    assertTrue(unknown.getMessage(), unknown.getMessage().contains("[iterations]"));
    Methods.Method csq = Methods.get("csq");
    Options many = new Options(Map.of("hidden", "many"));
    IllegalArgumentException bad =
        assertThrows(IllegalArgumentException.class, () -> csq.trainer(8, 1, many));
    assertTrue(bad.getMessage(), bad.getMessage().contains("[many]"));
    assertThrows(IllegalArgumentException.class, () -> Methods.get("none"));
  }
}
