/**
 * Names of Python distributions (normalised, PEP 503) whose wheels for Linux have more than 30 MB, as PyPI's
 * index told their sizes in November 2026, and that change rarely in a project.
 */
const HEAVY =
  /^(?:torch|tensorflow(?:-cpu|-gpu)?|jaxlib|paddlepaddle(?:-gpu)?|mxnet|pyspark|nvidia-[a-z0-9-]+|triton|cupy(?:-[a-z0-9]+)?|xgboost|pyqt[56]-qt[56]|pyside6(?:-essentials|-addons)?|vtk|opencv-(?:contrib-)?python(?:-headless)?|scipy|llvmlite|pyarrow|ray|onnxruntime-gpu|faiss-gpu(?:-cu\d+)?|bitsandbytes|vllm|playwright|catboost|h2o)$/;

/** Whether unpacking a package takes so long that its layer should not be made again for another one. */
export function isHeavy(name: string): boolean {
  return HEAVY.test(name);
}
