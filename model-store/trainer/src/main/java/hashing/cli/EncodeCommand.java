package hashing.cli;

import hashing.encode.Encoder;
import hashing.encode.EncoderInput;
import hashing.store.EncoderLoader;
import hashing.store.ModelPackage;
import hashing.train.PackageCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Encodes images or texts with a package, as a node does. */
@Command(
    name = "encode",
    mixinStandardHelpOptions = true,
    description = {
      "Encodes images or texts with a model package.",
      "Images are the PNG, JPEG, WebP, GIF and BMP files of a folder, sorted by name, or those of",
      "an idx file;",
      "texts are the lines of a file in UTF-8.",
      "A name that ends in .npy gives a NumPy array of bytes, any other a line of hex a code."
    },
    footer = {
      "",
      "Examples:",
      "  hashing encode --model fashion.zip --in t10k-images-idx3-ubyte.gz --out codes.npy",
      "  hashing encode --model fashion.zip --in pictures/",
      "  hashing encode --model text.zip --in sentences.txt"
    })
final class EncodeCommand implements Callable<Integer> {

  @Mixin private Reporting reporting;

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "Package.")
  private Path model;

  @Option(names = "--in", required = true, paramLabel = "PATH", description = "Images or texts.")
  private Path in;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "File to write. Default: lines of hex on standard output.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    if (out == null && reporting.json()) {
      throw new IllegalArgumentException("[--json] needs [--out]: codes would mix with it");
    }
    ModelPackage loaded = ModelFile.read(model);
    InputSource inputs = InputSource.open(in, loaded.manifest().input().kind());
    List<byte[]> codes = encode(loaded, inputs);
    if (out == null) {
      reporting.text(new String(CodeFiles.hexLines(codes, inputs.names()), StandardCharsets.UTF_8));
      return 0;
    }
    boolean numpy = out.getFileName().toString().endsWith(".npy");
    Files.write(out, numpy ? CodeFiles.numpy(codes) : CodeFiles.hexLines(codes, inputs.names()));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("model", loaded.manifest().name().toString());
    result.put("bits", loaded.manifest().bits());
    result.put("codes", codes.size());
    result.put("file", out.toString());
    reporting.result(result);
    reporting.next("hashing evaluate --data NAME --model " + model);
    return 0;
  }

  private List<byte[]> encode(ModelPackage loaded, InputSource inputs) throws IOException {
    List<byte[]> codes = new ArrayList<>(inputs.size());
    try (Encoder encoder = EncoderLoader.open(loaded);
        TerminalProgress progress = reporting.progress()) {
      progress.start("encode", inputs.size());
      while (codes.size() < inputs.size()) {
        List<EncoderInput> batch = new ArrayList<>();
        for (int i = codes.size(); i < inputs.size() && !PackageCodes.isFull(batch); i++) {
          batch.add(inputs.input(i));
        }
        codes.addAll(encode(encoder, batch, codes.size()));
        progress.stepTo(codes.size());
      }
    }
    return codes;
  }

  private List<byte[]> encode(Encoder encoder, List<EncoderInput> batch, int from)
      throws IOException {
    try {
      return PackageCodes.encode(encoder, batch, from);
    } catch (IllegalArgumentException e) {
      throw new IOException("[" + in + "] " + e.getMessage(), e);
    }
  }
}
