/** Encoders: what turns a text, an image or a vector into a code. */
package hashing.encode;
