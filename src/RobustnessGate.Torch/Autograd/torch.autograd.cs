namespace TorchSharp;

public static partial class torch
{
    public static IDisposable no_grad() => new AutoGradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new AutoGradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new AutoGradMode(mode);

    public static bool is_grad_enabled() => NativeSetting.GradEnabled.IsOn();

    public static IDisposable inference_mode(bool mode = true) => new InferenceMode(mode);

    public static bool is_inference_mode_enabled() => NativeSetting.InferenceEnabled.IsOn();

    public static unsafe partial class autograd
    {
        public static IList<Tensor> grad(
            IList<Tensor> outputs,
            IList<Tensor> inputs,
            IList<Tensor>? grad_outputs = null,
            bool retain_graph = false,
            bool create_graph = false,
            bool allow_unused = false)
        {
            NativeValue result;
            ReadOnlySpan<Value> lists = [Value.TensorList(outputs), Value.TensorList(inputs), Value.TensorList(grad_outputs ?? [])];
            var block = new byte[ArgumentBlock.Size(null, lists)];
            fixed (byte* start = block)
            {
                _ = ArgumentBlock.Fill(null, lists, start);
                var status = NativeMethods.rg_grad((NativeValue*)start, retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, &result);
                ArgumentBlock.KeepAlive(null, lists);
                NativeError.ThrowIfFailed(status);
            }

            var grads = result.TakeTensors();
            NativeMethods.rg_value_free(&result, 1);
            return grads.ToList();
        }

        public static void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            ReadOnlySpan<Value> lists = [Value.TensorList(tensors), Value.TensorList(grad_tensors ?? []), Value.TensorList(inputs ?? [])];
            var block = new byte[ArgumentBlock.Size(null, lists)];
            fixed (byte* start = block)
            {
                _ = ArgumentBlock.Fill(null, lists, start);
                var status = NativeMethods.rg_backward((NativeValue*)start, retain_graph ?? create_graph ? 1 : 0, create_graph ? 1 : 0);
                ArgumentBlock.KeepAlive(null, lists);
                NativeError.ThrowIfFailed(status);
            }
        }

        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        public static void backward(Tensor tensor, Tensor grad_tensor, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], [grad_tensor], retain_graph, create_graph, inputs);

        public static AnomalyMode detect_anomaly(bool check_nan = true) => new(true, check_nan);

        public static AnomalyMode set_detect_anomaly(bool mode, bool check_nan = true) => new(mode, check_nan);
    }
}
