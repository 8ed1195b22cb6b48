/** The index format of binary codes: Lucene only, no OpenSearch. */
package hashing.index;
