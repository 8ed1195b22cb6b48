/** The {@code binary_code} field type: mapping, document values, fetching, field data, scripts. */
package hashing.opensearch.mapper;
