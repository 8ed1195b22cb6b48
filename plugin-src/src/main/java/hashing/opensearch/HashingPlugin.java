package hashing.opensearch;

import java.nio.file.Path;
import org.opensearch.common.settings.Settings;
import org.opensearch.plugins.Plugin;

/** Registers what the plugin adds to OpenSearch. */
public final class HashingPlugin extends Plugin {

  public HashingPlugin(Settings settings, Path configPath) {}
}
