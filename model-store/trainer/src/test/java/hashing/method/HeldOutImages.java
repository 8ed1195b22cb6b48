package hashing.method;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import hashing.method.itq.ItqConfig;
import hashing.method.itq.ItqTrainer;
import hashing.store.ModelName;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import hashing.store.PackageWriter;
import hashing.train.Agreement;
import hashing.train.HashTrainer;
import hashing.train.PackageExport;
import hashing.train.Progress;
import hashing.train.TrainedEncoder;
import hashing.train.data.LabelledVectors;
import hashing.train.data.SampleData;
import hashing.train.eval.CodedItems;
import hashing.train.eval.RetrievalEvaluator;
import java.io.IOException;
import java.util.List;

/** What every trainer that reads labels must do, on images that it did not see. */
public final class HeldOutImages {

  /** A trained encoder's package as it is read, and how its codes agree with the trainer's. */
  public record Outcome(ModelPackage read, Agreement agreement) {}

  private HeldOutImages() {}

  /**
   * Trains on 8,000 of the images. Queries and database are from the others; mean average precision
   * must be 0.1 above that of ITQ, which reads no labels, and the package must give the same codes.
   *
   * @param trainer of 32 bits
   */
  public static Outcome assertBeatsItqAndAgreesWithItsPackage(HashTrainer trainer)
      throws IOException {
    LabelledVectors images = SampleData.images();
    LabelledVectors.Split split = images.split(2000, 1);
    LabelledVectors queries = split.heldOut().firstOfEachClass(50);
    LabelledVectors unseen = split.heldOut().without(queries);
    TrainedEncoder trained = trainer.train(split.kept(), Progress.NONE);
    TrainedEncoder itq =
        new ItqTrainer(new ItqConfig(32, 30, 1)).train(split.kept(), Progress.NONE);
    double map = map(trained, queries, unseen);
    double itqMap = map(itq, queries, unseen);
    String found =
        "unseen queries and database: " + trainer.method() + " " + map + ", itq " + itqMap;
    System.out.println(found);
    assertTrue(found, map > itqMap + 0.1);

    ModelPackage written = PackageExport.of(trained, ModelName.parse("test@1"), images.input());
    ModelPackage read = PackageReader.read(PackageWriter.write(written));
    Agreement agreement = Agreement.of(trained, read, images);
    assertEquals(10_000, agreement.codes());
    assertTrue(agreement.toString(), agreement.largestRelaxed() < 1e-5);
    return new Outcome(read, agreement);
  }

  private static double map(
      TrainedEncoder encoder, LabelledVectors queries, LabelledVectors database) {
    return new RetrievalEvaluator(List.of())
        .evaluate(CodedItems.of(queries, encoder), CodedItems.of(database, encoder))
        .map();
  }
}
