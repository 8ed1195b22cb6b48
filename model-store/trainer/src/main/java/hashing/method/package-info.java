/** The methods that train encoders, one in each package below this one. */
package hashing.method;
