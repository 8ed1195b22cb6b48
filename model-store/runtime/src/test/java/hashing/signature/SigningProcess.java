package hashing.signature;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * Signs until it is killed. Arguments: folder of keys, file that signatures leave to, and {@code
 * late} for a signer that marks a group as spent only after its signature left: the mistake that
 * the test must find.
 */
final class SigningProcess {

  private SigningProcess() {}

  public static void main(String[] arguments) throws Exception {
    boolean late = arguments.length > 2 && arguments[2].equals("late");
    SecureRandom random = new SecureRandom();
    SignedMessage message = SignedMessage.of(new byte[10_000]);
    Path keys = Path.of(arguments[0]);
    Path out = Path.of(arguments[1]);
    Files.writeString(out.resolveSibling(out.getFileName() + ".ready"), "");
    while (true) {
      try (KeyFolder folder = KeyFolder.open(keys)) {
        if (late) {
          KeyPool pool = SignatureJson.readPool(Files.readAllBytes(pool(keys)));
          int free = folder.firstFree(pool);
          leave(out, free);
          Thread.sleep(20); // a window that a kill is sure to hit now and then
          folder.spend(pool, free);
        } else {
          leave(out, folder.sign(message, 1e-10, random).group());
        }
      }
    }
  }

  private static Path pool(Path keys) {
    return keys.resolve(SignatureFixtures.POOL + "-signer_receiver.json");
  }

  private static void leave(Path out, int group) throws IOException {
    try (FileChannel channel =
        FileChannel.open(out, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap((group + "\n").getBytes(StandardCharsets.US_ASCII)));
    }
  }
}
