package hashing.node;

import com.carrotsearch.randomizedtesting.annotations.ParametersFactory;
import java.io.IOException;
import org.junit.After;
import org.opensearch.test.rest.yaml.ClientYamlTestCandidate;
import org.opensearch.test.rest.yaml.OpenSearchClientYamlSuiteTestCase;

/** Runs the suites of {@code rest-api-spec/test} on the node that the build started. */
public class HashingYamlIT extends OpenSearchClientYamlSuiteTestCase {

  public HashingYamlIT(ClientYamlTestCandidate candidate) {
    super(candidate);
  }

  @ParametersFactory
  public static Iterable<Object[]> parameters() throws Exception {
    return createParameters();
  }

  @Override
  protected String getTestRestCluster() {
    return TestNode.address();
  }

  @After
  public void deleteIndices() throws IOException {
    TestNode.deleteIndices(adminClient());
  }
}
