// The operations that TensorFlow.js is used through: as its documentation writes them, or tuned to its WebAssembly backend.

/** Its own operations. */
export function basic(tf) {
  const forgets = tf.scalar(0);
  return {
    product: (x, w) => tf.matMul(x, w),
    fromData: (x, w) => tf.matMul(x, w),
    cell: ({ w, b }, x, c, h) => tf.basicLSTMCell(forgets, w, b, x, c, h),
  };
}

/**
 * The WebAssembly backend takes a slow path for a product with a transpose in it, and so for every gradient of a dense layer: here
 * gradients transpose first, and data is given none. It lacks the gradient of a convolution's kernel: here it has one.
 */
export function tune(tf) {
  registerKernelGradient(tf);
  const product = tf.customGrad((x, w, save) => {
    save([x, w]);
    return {
      value: tf.matMul(x, w),
      gradFunc: (dy, [x, w]) => [tf.matMul(dy, tf.transpose(w)), tf.matMul(tf.transpose(x), dy)],
    };
  });
  const fromData = (x, w) => tf.customGrad((w, save) => {
    save([x]);
    return { value: tf.matMul(x, w), gradFunc: (dy, [x]) => tf.matMul(tf.transpose(x), dy) };
  })(w);
  function cell({ w, b }, x, c, h) {
    const [input, fresh, forget, output] = tf.split(tf.add(product(tf.concat([x, h], 1), w), b), 4, 1);
    const now = tf.add(tf.mul(c, tf.sigmoid(forget)), tf.mul(tf.sigmoid(input), tf.tanh(fresh)));
    return [now, tf.mul(tf.tanh(now), tf.sigmoid(output))];
  }
  return { product, fromData, cell, note: "gradients written around slow or missing kernels" };
}

/** Conv2DBackpropFilter by gathering patches and one product; NHWC, square strides. */
function registerKernelGradient(tf) {
  const places = new Map(); // of the pixels of all patches, by geometry
  const tensor = (t) => (t instanceof tf.Tensor ? t : tf.engine().makeTensorFromTensorInfo(t));
  function placesOf({ outHeight, outWidth, filterHeight, filterWidth, strideHeight }, high, wide) {
    const key = [high, wide, outHeight, outWidth, strideHeight].join();
    if (!places.has(key)) {
      const at = [];
      for (let i = 0; i < outHeight; i++) for (let j = 0; j < outWidth; j++) {
        for (let u = 0; u < filterHeight; u++) for (let v = 0; v < filterWidth; v++) at.push((i * strideHeight + u) * wide + j * strideHeight + v);
      }
      places.set(key, tf.keep(tf.tensor1d(at, "int32")));
    }
    return places.get(key);
  }
  tf.registerKernel({
    kernelName: "Conv2DBackpropFilter",
    backendName: "wasm",
    kernelFunc: ({ inputs, attrs: { strides, pad, filterShape } }) => tf.tidy(() => {
      const x = tensor(inputs.x), dy = tensor(inputs.dy);
      const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad);
      const { batchSize, inChannels, outChannels, padInfo: p } = info, patches = batchSize * info.outHeight * info.outWidth;
      const padded = tf.pad(x, [[0, 0], [p.top, p.bottom], [p.left, p.right], [0, 0]]), [, high, wide] = padded.shape;
      const gathered = tf.gather(tf.reshape(padded, [batchSize, high * wide, inChannels]), placesOf(info, high, wide), 1);
      const columns = tf.reshape(gathered, [patches, info.filterHeight * info.filterWidth * inChannels]);
      return tf.reshape(tf.matMul(columns, tf.reshape(dy, [patches, outChannels]), true, false), filterShape);
    }),
  });
}
