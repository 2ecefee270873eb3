namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Aten.Call("eq.Tensor(self,other)", this, target);

        public Tensor eq_(Tensor target) => Aten.CallInPlace(this, "eq_.Tensor(self,other)", target);

        public Tensor eq(Scalar target) => Aten.Call("eq.Scalar(self,other)", this, target);

        public Tensor eq_(Scalar target) => Aten.CallInPlace(this, "eq_.Scalar(self,other)", target);

        public Tensor equal(Tensor target) => eq(target);

        public Tensor ne(Tensor target) => Aten.Call("ne.Tensor(self,other)", this, target);

        public Tensor ne_(Tensor target) => Aten.CallInPlace(this, "ne_.Tensor(self,other)", target);

        public Tensor ne(Scalar target) => Aten.Call("ne.Scalar(self,other)", this, target);

        public Tensor ne_(Scalar target) => Aten.CallInPlace(this, "ne_.Scalar(self,other)", target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor lt(Tensor target) => Aten.Call("lt.Tensor(self,other)", this, target);

        public Tensor lt_(Tensor target) => Aten.CallInPlace(this, "lt_.Tensor(self,other)", target);

        public Tensor lt(Scalar target) => Aten.Call("lt.Scalar(self,other)", this, target);

        public Tensor lt_(Scalar target) => Aten.CallInPlace(this, "lt_.Scalar(self,other)", target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor gt(Tensor target) => Aten.Call("gt.Tensor(self,other)", this, target);

        public Tensor gt_(Tensor target) => Aten.CallInPlace(this, "gt_.Tensor(self,other)", target);

        public Tensor gt(Scalar target) => Aten.Call("gt.Scalar(self,other)", this, target);

        public Tensor gt_(Scalar target) => Aten.CallInPlace(this, "gt_.Scalar(self,other)", target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor le(Tensor target) => Aten.Call("le.Tensor(self,other)", this, target);

        public Tensor le_(Tensor target) => Aten.CallInPlace(this, "le_.Tensor(self,other)", target);

        public Tensor le(Scalar target) => Aten.Call("le.Scalar(self,other)", this, target);

        public Tensor le_(Scalar target) => Aten.CallInPlace(this, "le_.Scalar(self,other)", target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor ge(Tensor target) => Aten.Call("ge.Tensor(self,other)", this, target);

        public Tensor ge_(Tensor target) => Aten.CallInPlace(this, "ge_.Tensor(self,other)", target);

        public Tensor ge(Scalar target) => Aten.Call("ge.Scalar(self,other)", this, target);

        public Tensor ge_(Scalar target) => Aten.CallInPlace(this, "ge_.Scalar(self,other)", target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.CallBool("allclose(self,other,rtol,atol,equal_nan)", this, target, rtol, atol, equal_nan);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Aten.Call("isclose(self,other,rtol,atol,equal_nan)", this, other, rtol, atol, nanEqual);

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Aten.Call("isin.Tensor_Tensor(elements,test_elements,assume_unique,invert)", this, test_elements, assumeUnique, invert);
    }
}
