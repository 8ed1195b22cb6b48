/**
 * Networks in ONNX form, run by ONNX Runtime through DJL. Nothing outside this package touches DJL
 * or ONNX Runtime.
 */
package hashing.encode.onnx;
