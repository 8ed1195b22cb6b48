package hashing.encode.onnx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;

import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputSpec;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.Test;

/** A plugin's classes have a loader of their own, which is not the context loader of a thread. */
public class DjlEngineTests {

  @Test
  public void testRunsInALoaderThatTheThreadDoesNotKnow() throws Exception {
    List<URL> classPath = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(new File(path).toURI().toURL());
    }
    byte[] onnx = TestModels.Network.random(4, 3, 12, new Random(20260109L)).onnx();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader own = new URLClassLoader(classPath.toArray(new URL[0]), platform)) {
      Class<?> opening = own.loadClass(Opening.class.getName());
      assertNotSame(Opening.class, opening);
      @SuppressWarnings("unchecked") // its supertypes are the platform's
      Function<byte[], Integer> function =
          (Function<byte[], Integer>) opening.getConstructor().newInstance();
      thread.setContextClassLoader(platform);
      assertEquals(2, (int) function.apply(onnx));
      assertSame(platform, thread.getContextClassLoader());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Opens a network and encodes one vector: bytes of its code. */
  public static final class Opening implements Function<byte[], Integer> {
    @Override
    public Integer apply(byte[] onnx) {
      try (OnnxEncoder encoder = OnnxEncoder.open(onnx, new InputSpec.Vector(4), 12)) {
        Encoding encoding =
            encoder.encode(List.of(new EncoderInput.Vector(new float[] {1, 2, 3, 4}))).get(0);
        return ((Encoding.Encoded) encoding).code().length;
      }
    }
  }
}
