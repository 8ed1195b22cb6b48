package hashing.method;

import hashing.method.adsh.AdshConfig;
import hashing.method.adsh.AdshTrainer;
import hashing.method.csq.CsqConfig;
import hashing.method.csq.CsqTrainer;
import hashing.method.ddsh.DdshConfig;
import hashing.method.ddsh.DdshTrainer;
import hashing.method.dynamicsign.DynamicSignConfig;
import hashing.method.dynamicsign.DynamicSignTrainer;
import hashing.method.greedyhash.GreedyHashConfig;
import hashing.method.greedyhash.GreedyHashTrainer;
import hashing.method.hashnet.HashNetConfig;
import hashing.method.hashnet.HashNetTrainer;
import hashing.method.itq.ItqConfig;
import hashing.method.itq.ItqTrainer;
import hashing.method.lsh.LshConfig;
import hashing.method.lsh.LshTrainer;
import hashing.method.neuronmerging.NeuronMergingConfig;
import hashing.method.neuronmerging.NeuronMergingTrainer;
import hashing.method.pcahash.PcaHashConfig;
import hashing.method.pcahash.PcaHashTrainer;
import hashing.method.sdh.SdhConfig;
import hashing.method.sdh.SdhTrainer;
import hashing.method.spectral.SpectralConfig;
import hashing.method.spectral.SpectralTrainer;
import hashing.train.HashTrainer;
import hashing.train.Options;
import hashing.train.djl.NetworkTraining;
import java.util.List;
import java.util.Locale;

/** All methods, by id. */
public final class Methods {

  private static final List<Method> ALL =
      List.of(
          new Method(
              "adsh",
              "a network for queries, the database's codes solved for",
              true,
              Methods::adsh),
          new Method("csq", "classes sent to far centres by a network", true, Methods::csq),
          new Method(
              "ddsh", "codes of samples solved for, which a network follows", true, Methods::ddsh),
          new Method(
              "dynamicsign",
              "CSCE-Net: two scales of an image, a sign that depends on it",
              true,
              Methods::dynamicSign),
          new Method(
              "greedyhash",
              "signs in the forward pass, a classifier on them",
              true,
              Methods::greedyHash),
          new Method(
              "hashnet", "pairs of one class drawn together by a network", true, Methods::hashNet),
          new Method(
              "itq", "principal components, rotated towards their signs", false, Methods::itq),
          new Method(
              "lsh", "random hyperplanes, the floor of every comparison", false, Methods::lsh),
          new Method(
              "neuronmerging",
              "more bits than wanted, redundant ones merged in stages",
              true,
              Methods::neuronMerging),
          new Method("pcah", "signs of the principal components", false, Methods::pcaHash),
          new Method("rootitq", "itq of the values' square roots", false, Methods::rootItq),
          new Method(
              "sdh",
              "codes that a classifier reads, and kernels that give them",
              true,
              Methods::sdh),
          new Method("sh", "slow waves along the principal components", false, Methods::spectral));

  private Methods() {}

  /**
   * A method.
   *
   * @param id its name on the command line
   * @param summary what it does, in half a line
   * @param labelled whether it looks at labels
   */
  public record Method(String id, String summary, boolean labelled, Factory factory) {

    /**
     * A trainer.
     *
     * @throws IllegalArgumentException if an option is unknown or out of range; the message names
     *     it, what was found and what is allowed
     */
    public HashTrainer trainer(int bits, long seed, Options options) {
      return factory.create(bits, seed, options);
    }
  }

  /** Makes a trainer from bits, seed and options. */
  @FunctionalInterface
  public interface Factory {
    HashTrainer create(int bits, long seed, Options options);
  }

  /** All of them, sorted by id. */
  public static List<Method> all() {
    return ALL;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException if there is none of that id
   */
  public static Method get(String id) {
    return ALL.stream()
        .filter(method -> method.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                String.format(
                    Locale.ROOT,
                    "no method [%s]; %s are allowed",
                    id,
                    ALL.stream().map(Method::id).toList())));
  }

  private static HashTrainer adsh(int bits, long seed, Options options) {
    AdshConfig defaults = AdshConfig.defaults(bits, seed);
    AdshConfig config =
        new AdshConfig(
            bits,
            defaults.training().with(options),
            options.integer("rounds", defaults.rounds()),
            options.integer("sample", defaults.sample()),
            options.number("gamma", defaults.gamma()),
            seed);
    options.refuseOthers("adsh");
    return new AdshTrainer(config);
  }

  private static HashTrainer ddsh(int bits, long seed, Options options) {
    DdshConfig defaults = DdshConfig.defaults(bits, seed);
    DdshConfig config =
        new DdshConfig(
            bits,
            defaults.training().with(options),
            options.integer("per_class", defaults.perClass()),
            options.integer("columns", defaults.columns()),
            options.integer("rounds", defaults.rounds()),
            options.choice("solver", defaults.solver()),
            seed);
    options.refuseOthers("ddsh");
    return new DdshTrainer(config);
  }

  private static HashTrainer csq(int bits, long seed, Options options) {
    CsqConfig config =
        new CsqConfig(
            bits,
            NetworkTraining.DEFAULTS.with(options),
            options.number("quantisation", CsqConfig.DEFAULT_QUANTISATION),
            seed);
    options.refuseOthers("csq");
    return new CsqTrainer(config);
  }

  private static HashTrainer itq(int bits, long seed, Options options) {
    return itq(bits, false, seed, options);
  }

  private static HashTrainer rootItq(int bits, long seed, Options options) {
    return itq(bits, true, seed, options);
  }

  private static HashTrainer itq(int bits, boolean roots, long seed, Options options) {
    int iterations = options.integer("iterations", ItqConfig.DEFAULT_ITERATIONS);
    HashTrainer trainer = new ItqTrainer(new ItqConfig(bits, iterations, roots, seed));
    options.refuseOthers(trainer.method());
    return trainer;
  }

  private static HashTrainer lsh(int bits, long seed, Options options) {
    options.refuseOthers("lsh");
    return new LshTrainer(new LshConfig(bits, seed));
  }

  private static HashTrainer pcaHash(int bits, long seed, Options options) {
    PcaHashConfig config = new PcaHashConfig(bits, options.flag("rotate", false), seed);
    options.refuseOthers("pcah");
    return new PcaHashTrainer(config);
  }

  private static HashTrainer greedyHash(int bits, long seed, Options options) {
    GreedyHashConfig config =
        new GreedyHashConfig(
            bits,
            NetworkTraining.DEFAULTS.with(options),
            options.number("penalty", GreedyHashConfig.DEFAULT_PENALTY),
            seed);
    options.refuseOthers("greedyhash");
    return new GreedyHashTrainer(config);
  }

  private static HashTrainer hashNet(int bits, long seed, Options options) {
    HashNetConfig config =
        new HashNetConfig(
            bits,
            NetworkTraining.DEFAULTS.with(options),
            options.number("scale", HashNetConfig.DEFAULT_SCALE),
            options.number("growth", HashNetConfig.DEFAULT_GROWTH),
            seed);
    options.refuseOthers("hashnet");
    return new HashNetTrainer(config);
  }

  private static HashTrainer sdh(int bits, long seed, Options options) {
    SdhConfig defaults = SdhConfig.defaults(bits, seed);
    SdhConfig config =
        new SdhConfig(
            bits,
            options.integer("rows", defaults.rows()),
            options.integer("anchors", defaults.anchors()),
            options.integer("iterations", defaults.iterations()),
            options.integer("passes", defaults.passes()),
            options.number("lambda", defaults.lambda()),
            options.number("nu", defaults.nu()),
            options.number("ridge", defaults.ridge()),
            seed);
    options.refuseOthers("sdh");
    return new SdhTrainer(config);
  }

  private static HashTrainer spectral(int bits, long seed, Options options) {
    options.refuseOthers("sh");
    return new SpectralTrainer(new SpectralConfig(bits, seed));
  }

  private static HashTrainer dynamicSign(int bits, long seed, Options options) {
    DynamicSignConfig defaults = DynamicSignConfig.defaults(bits, seed);
    DynamicSignConfig config =
        new DynamicSignConfig(
            bits,
            defaults.training().with(options),
            options.integer("channels", defaults.channels()),
            options.flag("context", defaults.context()),
            options.number("tau", defaults.tau()),
            options.flag("learned", defaults.learned()),
            options.number("scale", defaults.scale()),
            options.number("margin", defaults.margin()),
            seed);
    options.refuseOthers("dynamicsign");
    return new DynamicSignTrainer(config);
  }

  private static HashTrainer neuronMerging(int bits, long seed, Options options) {
    NeuronMergingConfig defaults = NeuronMergingConfig.defaults(bits, seed);
    NeuronMergingConfig config =
        new NeuronMergingConfig(
            bits,
            defaults.training().with(options),
            options.integer("start", defaults.start()),
            options.integer("stages", defaults.stages()),
            options.choice("relation", defaults.relation()),
            options.number("quantisation", defaults.quantisation()),
            seed);
    options.refuseOthers("neuronmerging");
    return new NeuronMergingTrainer(config);
  }
}
