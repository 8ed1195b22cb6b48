package hashing.opensearch.radius;

import org.opensearch.action.ActionType;

/**
 * Advises on the radius to search a field by. Named as a read of documents, so that rules on
 * documents and fields hold: only what the caller may see is sampled.
 */
public final class RadiusAction extends ActionType<RadiusResponse> {
  public static final String NAME = "indices:data/read/hashing/radius";
  public static final RadiusAction INSTANCE = new RadiusAction();

  private RadiusAction() {
    super(NAME, RadiusResponse::new);
  }
}
