/**
 * The main job on a real node: ten thousand pictures are encoded as they are ingested, then
 * searched by picture, and every answer is compared with a scan over all codes.
 */
package hashing.demo;
