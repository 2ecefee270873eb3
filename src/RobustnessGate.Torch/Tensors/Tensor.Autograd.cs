namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        public Tensor detach() => Aten.Call("detach(self)", this);

        public Tensor detach_() => Aten.CallInPlace(this, "detach_(self)");
    }
}
