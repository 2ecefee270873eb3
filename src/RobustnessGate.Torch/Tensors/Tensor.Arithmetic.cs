namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Aten.Call("add.Tensor(self,other)", this, target);

        public Tensor add(Tensor target, Scalar alpha) => Aten.Call("add.Tensor(self,other,alpha)", this, target, alpha);

        public Tensor add(Scalar scalar) => Aten.Call("add.Scalar(self,other)", this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Aten.Call("add.Scalar(self,other,alpha)", this, scalar, alpha);

        public Tensor add_(Tensor target) => Aten.CallInPlace(this, "add_.Tensor(self,other)", target);

        public Tensor add_(Tensor target, Scalar alpha) => Aten.CallInPlace(this, "add_.Tensor(self,other,alpha)", target, alpha);

        public Tensor add_(Scalar scalar) => Aten.CallInPlace(this, "add_.Scalar(self,other)", scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Aten.CallInPlace(this, "add_.Scalar(self,other,alpha)", scalar, alpha);

        public Tensor sub(Tensor target) => Aten.Call("sub.Tensor(self,other)", this, target);

        public Tensor sub_(Tensor target) => Aten.CallInPlace(this, "sub_.Tensor(self,other)", target);

        public Tensor sub(Scalar target) => Aten.Call("sub.Scalar(self,other)", this, target);

        public Tensor sub_(Scalar target) => Aten.CallInPlace(this, "sub_.Scalar(self,other)", target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract_(Tensor target) => sub_(target);

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor subtract_(Scalar target) => sub_(target);

        public Tensor mul(Tensor target) => Aten.Call("mul.Tensor(self,other)", this, target);

        public Tensor mul_(Tensor target) => Aten.CallInPlace(this, "mul_.Tensor(self,other)", target);

        public Tensor mul(Scalar target) => Aten.Call("mul.Scalar(self,other)", this, target);

        public Tensor mul_(Scalar target) => Aten.CallInPlace(this, "mul_.Scalar(self,other)", target);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.Call("div.Tensor_mode(self,other,rounding_mode)", this, target, Mode(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.CallInPlace(this, "div_.Tensor_mode(self,other,rounding_mode)", target, Mode(rounding_mode));

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.Call("div.Scalar_mode(self,other,rounding_mode)", this, target, Mode(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            Aten.CallInPlace(this, "div_.Scalar_mode(self,other,rounding_mode)", target, Mode(rounding_mode));

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor true_divide(Tensor other) => div(other);

        public Tensor true_divide(Scalar other) => div(other);

        public Tensor true_divide_(Tensor other) => div_(other);

        public Tensor true_divide_(Scalar other) => div_(other);

        public Tensor floor_divide(Tensor other) => Aten.Call("floor_divide(self,other)", this, other);

        public Tensor floor_divide(Scalar other) => Aten.Call("floor_divide.Scalar(self,other)", this, other);

        public Tensor floor_divide_(Tensor other) => Aten.CallInPlace(this, "floor_divide_.Tensor(self,other)", other);

        public Tensor floor_divide_(Scalar other) => Aten.CallInPlace(this, "floor_divide_.Scalar(self,other)", other);

        public Tensor pow(Tensor exponent) => Aten.Call("pow.Tensor_Tensor(self,exponent)", this, exponent);

        public Tensor pow(Scalar exponent) => Aten.Call("pow.Tensor_Scalar(self,exponent)", this, exponent);

        public Tensor pow_(Tensor exponent) => Aten.CallInPlace(this, "pow_.Tensor(self,exponent)", exponent);

        public Tensor pow_(Scalar exponent) => Aten.CallInPlace(this, "pow_.Scalar(self,exponent)", exponent);

        public Tensor fmod(Tensor target) => Aten.Call("fmod.Tensor(self,other)", this, target);

        public Tensor fmod_(Tensor target) => Aten.CallInPlace(this, "fmod_.Tensor(self,other)", target);

        public Tensor fmod(Scalar scalar) => Aten.Call("fmod.Scalar(self,other)", this, scalar);

        public Tensor fmod_(Scalar scalar) => Aten.CallInPlace(this, "fmod_.Scalar(self,other)", scalar);

        public Tensor remainder(Tensor target) => Aten.Call("remainder.Tensor(self,other)", this, target);

        public Tensor remainder_(Tensor target) => Aten.CallInPlace(this, "remainder_.Tensor(self,other)", target);

        public Tensor remainder(Scalar scalar) => Aten.Call("remainder.Scalar(self,other)", this, scalar);

        public Tensor remainder_(Scalar scalar) => Aten.CallInPlace(this, "remainder_.Scalar(self,other)", scalar);

        public Tensor logical_and(Tensor other) => Aten.Call("logical_and(self,other)", this, other);

        public Tensor logical_and_(Tensor other) => Aten.CallInPlace(this, "logical_and_(self,other)", other);

        public Tensor logical_or(Tensor other) => Aten.Call("logical_or(self,other)", this, other);

        public Tensor logical_or_(Tensor other) => Aten.CallInPlace(this, "logical_or_(self,other)", other);

        public Tensor logical_xor(Tensor other) => Aten.Call("logical_xor(self,other)", this, other);

        public Tensor logical_xor_(Tensor other) => Aten.CallInPlace(this, "logical_xor_(self,other)", other);

        public Tensor bitwise_and(Tensor other) => Aten.Call("bitwise_and.Tensor(self,other)", this, other);

        public Tensor bitwise_and_(Tensor other) => Aten.CallInPlace(this, "bitwise_and_.Tensor(self,other)", other);

        public Tensor bitwise_or(Tensor other) => Aten.Call("bitwise_or.Tensor(self,other)", this, other);

        public Tensor bitwise_or_(Tensor other) => Aten.CallInPlace(this, "bitwise_or_.Tensor(self,other)", other);

        public Tensor bitwise_xor(Tensor other) => Aten.Call("bitwise_xor.Tensor(self,other)", this, other);

        public Tensor bitwise_xor_(Tensor other) => Aten.CallInPlace(this, "bitwise_xor_.Tensor(self,other)", other);

        public Tensor bitwise_left_shift(Tensor other) => Aten.Call("bitwise_left_shift.Tensor(self,other)", this, other);

        public Tensor bitwise_left_shift_(Tensor other) => Aten.CallInPlace(this, "bitwise_left_shift_.Tensor(self,other)", other);

        public Tensor bitwise_right_shift(Tensor other) => Aten.Call("bitwise_right_shift.Tensor(self,other)", this, other);

        public Tensor bitwise_right_shift_(Tensor other) => Aten.CallInPlace(this, "bitwise_right_shift_.Tensor(self,other)", other);

        public Tensor maximum(Tensor other) => Aten.Call("maximum(self,other)", this, other);

        public Tensor minimum(Tensor other) => Aten.Call("minimum(self,other)", this, other);

        public Tensor fmax(Tensor other) => Aten.Call("fmax(self,other)", this, other);

        public Tensor fmin(Tensor other) => Aten.Call("fmin(self,other)", this, other);

        public Tensor logaddexp(Tensor other) => Aten.Call("logaddexp(self,other)", this, other);

        public Tensor logaddexp2(Tensor other) => Aten.Call("logaddexp2(self,other)", this, other);

        public Tensor hypot(Tensor other) => Aten.Call("hypot(self,other)", this, other);

        public Tensor outer(Tensor vec2) => Aten.Call("outer(self,vec2)", this, vec2);

        public Tensor inner(Tensor vec2) => Aten.Call("inner(self,other)", this, vec2);

        public Tensor kron(Tensor other) => Aten.Call("kron(self,other)", this, other);

        public Tensor atan2(Tensor other) => Aten.Call("atan2(self,other)", this, other);

        public Tensor copysign(Tensor other) => Aten.Call("copysign.Tensor(self,other)", this, other);

        public Tensor xlogy(Tensor y) => Aten.Call("xlogy.Tensor(self,other)", this, y);

        public Tensor dist(Tensor other, float p = 2.0f) => Aten.Call("dist(self,other,p)", this, other, (Scalar)p);

        public Tensor lerp(Tensor end, Tensor weight) => Aten.Call("lerp.Tensor(self,end,weight)", this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Aten.CallInPlace(this, "lerp_.Tensor(self,end,weight)", end, weight);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcdiv(self,tensor1,tensor2,value)", this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.CallInPlace(this, "addcdiv_(self,tensor1,tensor2,value)", tensor1, tensor2, value);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.Call("addcmul(self,tensor1,tensor2,value)", this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Aten.CallInPlace(this, "addcmul_(self,tensor1,tensor2,value)", tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => addcdiv(tensor1, tensor2, 1);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => addcdiv_(tensor1, tensor2, 1);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.Call("clamp(self,min,max)", this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.Call("clamp.Tensor(self,min,max)", this, min, max);

        public Tensor clamp_max(Scalar max) => Aten.Call("clamp_max(self,max)", this, max);

        public Tensor clamp_min(Scalar min) => Aten.Call("clamp_min(self,min)", this, min);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Aten.CallInPlace(this, "clamp_(self,min,max)", min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Aten.CallInPlace(this, "clamp_.Tensor(self,min,max)", min, max);

        public Tensor clamp_max_(Scalar max) => Aten.CallInPlace(this, "clamp_max_(self,max)", max);

        public Tensor clamp_min_(Scalar min) => Aten.CallInPlace(this, "clamp_min_(self,min)", min);

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        private static string? Mode(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
    }
}
