package hashing.demo;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * A question, what the node answered, and whether that is right.
 *
 * @param query the picture asked about
 * @param body the request's body
 * @param millis from sending the request to having read the answer
 * @param took the same as the node measured it
 * @param exact whether the scan over all codes agrees
 */
record Answer(
    int query, JsonObject body, List<Hit> hits, double millis, long took, boolean exact) {}
