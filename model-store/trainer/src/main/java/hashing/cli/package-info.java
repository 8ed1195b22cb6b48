/** The command {@code hashing}: trains, evaluates and applies encoders outside a cluster. */
package hashing.cli;
