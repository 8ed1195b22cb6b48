package hashing.opensearch.fingerprint;

import hashing.encode.Encoder;
import hashing.fingerprint.Fingerprint;
import hashing.opensearch.model.ModelFixtures;
import hashing.opensearch.store.UploadCheck;
import hashing.store.EncoderLoader;
import hashing.store.ModelPackage;
import hashing.store.PackageReader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.test.OpenSearchTestCase;

public class FingerprintCheckTests extends OpenSearchTestCase {

  private static Map<String, Object> check(FingerprintCheck check) {
    byte[] file = ModelFixtures.hyperplanes("planes@1", 32, 5, 3);
    ModelPackage contents = PackageReader.read(file);
    try (Encoder encoder = EncoderLoader.open(contents)) {
      return check.check(new UploadCheck.Upload(file, contents, encoder));
    }
  }

  public void testFactsAreReadBack() {
    Map<String, Object> facts = check(new FingerprintCheck());
    Fingerprint read = FingerprintFacts.read(facts).orElseThrow();
    assertEquals(((Map<?, ?>) facts.get("fingerprint")).get("code"), read.code());
    assertEquals(64 * 32, read.relaxed().length);
  }

  public void testASlowModelIsStoredWithout() {
    Map<String, Object> facts = check(new FingerprintCheck(TimeValue.ZERO));
    assertEquals(Map.of("fingerprint", Map.of("skipped", "the probes took longer than 0s")), facts);
    assertEquals(Optional.empty(), FingerprintFacts.read(facts));
  }

  public void testFactsOfAnotherVersionAreLeftOut() {
    Map<String, Object> facts = new HashMap<>(check(new FingerprintCheck()));
    Map<String, Object> whole = new HashMap<>();
    ((Map<?, ?>) facts.get("_fingerprint")).forEach((key, value) -> whole.put((String) key, value));
    facts.put("_fingerprint", whole);
    assertTrue(FingerprintFacts.read(facts).isPresent());
    whole.put("probes", "0/vector/5");
    assertEquals(Optional.empty(), FingerprintFacts.read(facts));
    whole.put("probes", 1);
    assertEquals(Optional.empty(), FingerprintFacts.read(facts));
  }
}
