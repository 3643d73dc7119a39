/** Variables that name the compiler, or what wraps it, to make, configure and CMake. */
export const COMPILER_CHOICE: readonly string[] = [
  'CC',
  'CXX',
  'CMAKE_C_COMPILER_LAUNCHER',
  'CMAKE_CXX_COMPILER_LAUNCHER',
  'CMAKE_CUDA_COMPILER_LAUNCHER',
];
