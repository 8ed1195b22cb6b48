package hashing.encode.onnx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import hashing.encode.EncoderInput;
import hashing.encode.Encoding;
import hashing.encode.InputSpec;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A plugin's classes have a loader of their own, which is not the context loader of a thread. */
public class DjlEngineTests {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

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

  /** A JVM of its own, as what failed to load once never loads again. */
  @Test
  public void testBrokenNativeLibraryIsNoError() throws Exception {
    Path natives = folder.newFolder().toPath();
    for (String library : new String[] {"onnxruntime", "onnxruntime4j_jni"}) {
      Files.writeString(natives.resolve(System.mapLibraryName(library)), "no library");
    }
    Path output = folder.newFile().toPath();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Donnxruntime.native.path=" + natives,
                "-cp",
                System.getProperty("java.class.path"),
                OpeningTwice.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES));
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(output);
    assertEquals(printed, 0, process.exitValue());
    List<String> opened =
        printed.lines().filter(line -> line.startsWith(OpeningTwice.PREFIX)).toList();
    assertEquals(printed, 2, opened.size());
    for (String line : opened) {
      String expected =
          OpeningTwice.PREFIX
              + "java.lang.IllegalStateException: ONNX Runtime cannot be loaded on this node: ";
      assertTrue(printed, line.startsWith(expected));
    }
  }

  /** Prints what two attempts to open a network throw. */
  static final class OpeningTwice {
    static final String PREFIX = "opening: ";

    private OpeningTwice() {}

    public static void main(String[] arguments) {
      byte[] onnx = TestModels.Network.random(4, 3, 12, new Random(20260110L)).onnx();
      for (int i = 0; i < 2; i++) {
        try {
          OnnxEncoder.open(onnx, new InputSpec.Vector(4), 12).close();
          System.out.println(PREFIX + "nothing thrown");
        } catch (Throwable e) {
          System.out.println(PREFIX + e);
        }
      }
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
