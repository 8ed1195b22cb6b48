package hashing.encode.onnx;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** What the native libraries that come with ONNX Runtime must not do. */
public class OnnxLibraryTests {

  /** 1.29.0 has such addresses in its libraries for Linux, and sends what it runs there. */
  @Test
  public void testLibrariesNameNoPlaceToReportTo() throws IOException {
    List<String> found = new ArrayList<>();
    int libraries = 0;
    for (String name :
        List.of(
            "linux-x64/libonnxruntime.so",
            "linux-aarch64/libonnxruntime.so",
            "osx-aarch64/libonnxruntime.dylib")) {
      try (InputStream library =
          OrtEnvironment.class.getResourceAsStream("/ai/onnxruntime/native/" + name)) {
        if (library != null) {
          libraries++;
          String text = new String(library.readAllBytes(), StandardCharsets.ISO_8859_1);
          for (String address : List.of("events.data.microsoft.com", "OneCollector")) {
            if (text.contains(address)) {
              found.add(name + ": " + address);
            }
          }
        }
      }
    }
    assertTrue("found no library", libraries > 0);
    assertEquals(List.of(), found);
  }
}
