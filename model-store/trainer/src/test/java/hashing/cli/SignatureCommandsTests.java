package hashing.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

/** Keys, signatures and verifications by the command, offline by files. */
public class SignatureCommandsTests {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final String model =
      Path.of(System.getProperty("hashing.models"), "fashion-1.zip").toString();

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine command = HashingCommand.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private JsonObject json(int exit, String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--json";
    assertEquals(err + "" + out, exit, run(all));
    return JsonParser.parseString(out.toString()).getAsJsonObject();
  }

  private String path(String name) {
    return temporary.getRoot().toPath().resolve(name).toString();
  }

  private void keys() {
    assertEquals(err.toString(), 0, run("keys", "generate", "--groups", "3", "--out", path("new")));
    String receiver = path("new/signer_receiver.json");
    String verifier = path("new/signer_verifier.json");
    for (String[] who :
        new String[][] {
          {"alice", receiver}, {"alice", verifier}, {"bob", receiver}, {"charlie", verifier}
        }) {
      assertEquals(
          err.toString(), 0, run("keys", "import", "--keys", path(who[0]), "--in", who[1]));
    }
  }

  private JsonObject verify(int exit, String who, String role, String received, String send) {
    return received == null
        ? json(
            exit,
            "verify",
            "--model",
            model,
            "--signature",
            path("sig"),
            "--keys",
            path(who),
            "--role",
            role,
            "--out",
            path(send))
        : json(
            exit,
            "verify",
            "--model",
            model,
            "--signature",
            path("sig"),
            "--keys",
            path(who),
            "--role",
            role,
            "--out",
            path(send),
            "--received",
            path(received));
  }

  @Test
  public void testThreeParties() {
    keys();
    JsonObject signed =
        json(0, "sign", "--model", model, "--keys", path("alice"), "--out", path("sig"));
    assertEquals(0, signed.get("group").getAsInt());
    JsonObject committed = verify(0, "bob", "receiver", null, "1.json");
    assertEquals("committed", committed.get("state").getAsString());
    assertTrue(committed.get("nonrepudiation").getAsBoolean());
    assertEquals(
        "shares_exchanged",
        verify(0, "charlie", "verifier", "1.json", "2.json").get("state").getAsString());
    assertEquals(
        "accepted", verify(0, "bob", "receiver", "2.json", "3.json").get("state").getAsString());
    assertEquals(
        "accepted",
        verify(0, "charlie", "verifier", "3.json", "4.json").get("state").getAsString());
    assertFalse(Files.exists(Path.of(path("4.json"))));
    assertEquals(0, run("keys", "list", "--keys", path("alice")));
    assertTrue(out.toString(), out.toString().contains("spent                1"));
    // who has both shares proves nothing
    JsonObject own = verify(0, "alice", "receiver", null, "5.json");
    assertFalse(own.get("nonrepudiation").getAsBoolean());
  }

  @Test
  public void testAnotherPackageIsRefused() throws IOException {
    keys();
    json(0, "sign", "--model", model, "--keys", path("alice"), "--out", path("sig"));
    byte[] changed = Files.readAllBytes(Path.of(model));
    changed[10] ^= 1; // a time in a zip header, which no reader looks at
    Path other = Path.of(path("other.zip"));
    Files.write(other, changed);
    assertEquals(
        2,
        run(
            "verify",
            "--model",
            other.toString(),
            "--signature",
            path("sig"),
            "--keys",
            path("bob"),
            "--role",
            "receiver",
            "--out",
            path("1.json")));
    assertTrue(err.toString(), err.toString().contains("sha256: found a signature of package"));
    assertEquals(2, run("sign", "--model", model, "--keys", path("none"), "--out", path("x")));
    assertEquals(2, run("sign", "--model", model, "--out", path("x")));
  }

  @Test
  public void testEd25519() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    write("key.pem", "PRIVATE KEY", pair.getPrivate());
    write("public.pem", "PUBLIC KEY", pair.getPublic());
    json(0, "sign", "--model", model, "--ed25519", path("key.pem"), "--out", path("sig"));
    String[] verify = {
      "verify", "--model", model, "--signature", path("sig"), "--public-key", path("public.pem")
    };
    assertEquals("valid", json(0, verify).get("state").getAsString());
    write(
        "public.pem",
        "PUBLIC KEY",
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic());
    assertEquals("rejected", json(1, verify).get("state").getAsString());
  }

  private void write(String name, String label, Key key) throws IOException {
    Files.writeString(
        Path.of(path(name)),
        "-----BEGIN "
            + label
            + "-----\n"
            + Base64.getMimeEncoder().encodeToString(key.getEncoded())
            + "\n-----END "
            + label
            + "-----\n");
  }

  @Test
  public void testRandomBitsOfAFileAreEnoughOrRefused() throws IOException {
    Files.write(Path.of(path("bits")), new byte[100]);
    String[] generate = {
      "keys", "generate", "--groups", "2", "--random", path("bits"), "--out", path("new")
    };
    assertEquals(1, run(generate));
    assertTrue(err.toString(), err.toString().contains("has too few random bits for this"));
  }

  @Test
  public void testSignatureRate() {
    String file = path("rate.json");
    assertEquals(err.toString(), 0, run("signature-rate", "--from", "600", "--out", file));
    assertTrue(out.toString(), out.toString().contains(" 600  0.198  274"));
    assertTrue(Files.exists(Path.of(path("rate.png"))));
    assertEquals(2, run("signature-rate", "--from", "-1"));
  }
}
