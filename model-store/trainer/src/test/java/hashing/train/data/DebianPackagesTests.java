package hashing.train.data;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import hashing.train.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DebianPackagesTests {

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private static String stanza(String name, String tags) {
    return "Package: "
        + name
        + "\nDescription: brief "
        + name
        + "\nDescription-md5: 0"
        + name
        + "\n"
        + tags
        + "\n\n";
  }

  @Test
  public void testTags() {
    assertEquals(
        Set.of("use::editing", "use::viewing", "role::program", "x11::font"),
        DebianPackages.tags("role::program, use::{editing,viewing},\n x11::font, suite::TODO"));
  }

  @Test
  public void testLabelsAreTagsOfManyPackages() {
    StringBuilder index = new StringBuilder();
    for (int i = 0; i < DebianPackages.LEAST; i++) {
      String more = i == 7 ? ", role::program" : i < 99 ? ", rare::tag" : "";
      index.append(stanza("p" + i, "Source: s" + i % 9 + " (1.0)\nTag: use::editing" + more));
    }
    for (int i = 1; i < DebianPackages.LEAST; i++) {
      index.append(stanza("q" + i, "Tag: role::program"));
    }
    index.append(stanza("p0", "Tag: use::editing")); // another version
    index.append(stanza("bare", "Section: x"));
    index.append(stanza("odd", "Tag: rare::other"));
    String english =
        "Package: p7\nDescription-md5: 0p7\nDescription-en: Edits text\n Long and\n .\n good.\n\n"
            + "Package: p8\nDescription-md5: another\nDescription-en: of another version\n";
    DebianPackages packages = DebianPackages.read(index.toString(), english);
    assertEquals(2 * DebianPackages.LEAST - 1, packages.size());
    assertEquals(List.of("role::program", "use::editing"), packages.tags());
    assertArrayEquals(new int[] {1}, packages.labels().of(0));
    assertEquals(Set.of(0, 1), Set.of(packages.labels().of(7)[0], packages.labels().of(7)[1]));
    assertEquals("Edits text. Long and good.", packages.texts().get(7));
    assertEquals("brief p8", packages.texts().get(8));
    assertEquals("s7", packages.sources().get(7));
    assertEquals("q1", packages.sources().get(DebianPackages.LEAST));
  }

  @Test
  public void testMissingAndOtherFilesAreRefusedWithTheCommand() throws IOException {
    Path files = folder.getRoot().toPath();
    assertRefused("no folder", files.resolve("nowhere"));
    assertRefused("no file named like [*_dists_bookworm_main_binary-amd64_Packages]", files);
    Files.writeString(files.resolve("m_dists_bookworm_main_binary-amd64_Packages"), "Package: x\n");
    assertRefused("has sha256", files);
  }

  private static void assertRefused(String reason, Path files) {
    DebianDescriptions data = new DebianDescriptions();
    DataSet.Request request = new DataSet.Request(files, "minilm", DataSet.Asked.TEST);
    IOException refusal = assertThrows(IOException.class, () -> data.load(request, Progress.NONE));
    assertTrue(refusal.getMessage(), refusal.getMessage().contains(reason));
    assertTrue(
        refusal.getMessage(), refusal.getMessage().contains("hashing fetch debian-descriptions"));
  }
}
