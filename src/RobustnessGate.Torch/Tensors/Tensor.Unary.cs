namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public Tensor abs() => Aten.Call("abs(self)", this);

        public Tensor abs_() => Aten.CallInPlace(this, "abs_(self)");

        public Tensor ceil() => Aten.Call("ceil(self)", this);

        public Tensor ceil_() => Aten.CallInPlace(this, "ceil_(self)");

        public Tensor exp() => Aten.Call("exp(self)", this);

        public Tensor exp_() => Aten.CallInPlace(this, "exp_(self)");

        public Tensor exp2() => Aten.Call("exp2(self)", this);

        public Tensor exp2_() => Aten.CallInPlace(this, "exp2_(self)");

        public Tensor expm1() => Aten.Call("expm1(self)", this);

        public Tensor expm1_() => Aten.CallInPlace(this, "expm1_(self)");

        public Tensor floor() => Aten.Call("floor(self)", this);

        public Tensor floor_() => Aten.CallInPlace(this, "floor_(self)");

        public Tensor frac() => Aten.Call("frac(self)", this);

        public Tensor frac_() => Aten.CallInPlace(this, "frac_(self)");

        public Tensor log() => Aten.Call("log(self)", this);

        public Tensor log_() => Aten.CallInPlace(this, "log_(self)");

        public Tensor log10() => Aten.Call("log10(self)", this);

        public Tensor log10_() => Aten.CallInPlace(this, "log10_(self)");

        public Tensor log1p() => Aten.Call("log1p(self)", this);

        public Tensor log1p_() => Aten.CallInPlace(this, "log1p_(self)");

        public Tensor log2() => Aten.Call("log2(self)", this);

        public Tensor log2_() => Aten.CallInPlace(this, "log2_(self)");

        public Tensor neg() => Aten.Call("neg(self)", this);

        public Tensor neg_() => Aten.CallInPlace(this, "neg_(self)");

        public Tensor reciprocal() => Aten.Call("reciprocal(self)", this);

        public Tensor reciprocal_() => Aten.CallInPlace(this, "reciprocal_(self)");

        public Tensor rsqrt() => Aten.Call("rsqrt(self)", this);

        public Tensor rsqrt_() => Aten.CallInPlace(this, "rsqrt_(self)");

        public Tensor sqrt() => Aten.Call("sqrt(self)", this);

        public Tensor sqrt_() => Aten.CallInPlace(this, "sqrt_(self)");

        public Tensor square() => Aten.Call("square(self)", this);

        public Tensor sign() => Aten.Call("sign(self)", this);

        public Tensor sign_() => Aten.CallInPlace(this, "sign_(self)");

        public Tensor sgn() => Aten.Call("sgn(self)", this);

        public Tensor sgn_() => Aten.CallInPlace(this, "sgn_(self)");

        public Tensor sin() => Aten.Call("sin(self)", this);

        public Tensor sin_() => Aten.CallInPlace(this, "sin_(self)");

        public Tensor cos() => Aten.Call("cos(self)", this);

        public Tensor cos_() => Aten.CallInPlace(this, "cos_(self)");

        public Tensor tan() => Aten.Call("tan(self)", this);

        public Tensor tan_() => Aten.CallInPlace(this, "tan_(self)");

        public Tensor asin() => Aten.Call("asin(self)", this);

        public Tensor asin_() => Aten.CallInPlace(this, "asin_(self)");

        public Tensor acos() => Aten.Call("acos(self)", this);

        public Tensor acos_() => Aten.CallInPlace(this, "acos_(self)");

        public Tensor atan() => Aten.Call("atan(self)", this);

        public Tensor atan_() => Aten.CallInPlace(this, "atan_(self)");

        public Tensor sinh() => Aten.Call("sinh(self)", this);

        public Tensor sinh_() => Aten.CallInPlace(this, "sinh_(self)");

        public Tensor cosh() => Aten.Call("cosh(self)", this);

        public Tensor cosh_() => Aten.CallInPlace(this, "cosh_(self)");

        public Tensor tanh() => Aten.Call("tanh(self)", this);

        public Tensor tanh_() => Aten.CallInPlace(this, "tanh_(self)");

        public Tensor asinh() => Aten.Call("asinh(self)", this);

        public Tensor asinh_() => Aten.CallInPlace(this, "asinh_(self)");

        public Tensor acosh() => Aten.Call("acosh(self)", this);

        public Tensor acosh_() => Aten.CallInPlace(this, "acosh_(self)");

        public Tensor atanh() => Aten.Call("atanh(self)", this);

        public Tensor atanh_() => Aten.CallInPlace(this, "atanh_(self)");

        public Tensor trunc() => Aten.Call("trunc(self)", this);

        public Tensor trunc_() => Aten.CallInPlace(this, "trunc_(self)");

        public Tensor erf() => Aten.Call("erf(self)", this);

        public Tensor erf_() => Aten.CallInPlace(this, "erf_(self)");

        public Tensor erfc() => Aten.Call("erfc(self)", this);

        public Tensor erfc_() => Aten.CallInPlace(this, "erfc_(self)");

        public Tensor erfinv() => Aten.Call("erfinv(self)", this);

        public Tensor erfinv_() => Aten.CallInPlace(this, "erfinv_(self)");

        public Tensor sigmoid() => Aten.Call("sigmoid(self)", this);

        public Tensor sigmoid_() => Aten.CallInPlace(this, "sigmoid_(self)");

        public Tensor relu() => Aten.Call("relu(self)", this);

        public Tensor relu_() => Aten.CallInPlace(this, "relu_(self)");

        public Tensor relu6() => Aten.Call("relu6(self)", this);

        public Tensor relu6_() => Aten.CallInPlace(this, "relu6_(self)");

        public Tensor selu() => Aten.Call("selu(self)", this);

        public Tensor selu_() => Aten.CallInPlace(this, "selu_(self)");

        public Tensor silu() => Aten.Call("silu(self)", this);

        public Tensor silu_() => Aten.CallInPlace(this, "silu_(self)");

        public Tensor hardsigmoid() => Aten.Call("hardsigmoid(self)", this);

        public Tensor hardsigmoid_() => Aten.CallInPlace(this, "hardsigmoid_(self)");

        public Tensor hardswish() => Aten.Call("hardswish(self)", this);

        public Tensor hardswish_() => Aten.CallInPlace(this, "hardswish_(self)");

        public Tensor digamma() => Aten.Call("digamma(self)", this);

        public Tensor digamma_() => Aten.CallInPlace(this, "digamma_(self)");

        public Tensor lgamma() => Aten.Call("lgamma(self)", this);

        public Tensor lgamma_() => Aten.CallInPlace(this, "lgamma_(self)");

        public Tensor deg2rad() => Aten.Call("deg2rad(self)", this);

        public Tensor deg2rad_() => Aten.CallInPlace(this, "deg2rad_(self)");

        public Tensor rad2deg() => Aten.Call("rad2deg(self)", this);

        public Tensor rad2deg_() => Aten.CallInPlace(this, "rad2deg_(self)");

        public Tensor logical_not() => Aten.Call("logical_not(self)", this);

        public Tensor logical_not_() => Aten.CallInPlace(this, "logical_not_(self)");

        public Tensor bitwise_not() => Aten.Call("bitwise_not(self)", this);

        public Tensor bitwise_not_() => Aten.CallInPlace(this, "bitwise_not_(self)");

        public Tensor i0() => Aten.Call("i0(self)", this);

        public Tensor i0_() => Aten.CallInPlace(this, "i0_(self)");

        public Tensor sinc() => Aten.Call("sinc(self)", this);

        public Tensor sinc_() => Aten.CallInPlace(this, "sinc_(self)");

        public Tensor signbit() => Aten.Call("signbit(self)", this);

        public Tensor isinf() => Aten.Call("isinf(self)", this);

        public Tensor isfinite() => Aten.Call("isfinite(self)", this);

        public Tensor isnan() => Aten.Call("isnan(self)", this);

        public Tensor isposinf() => Aten.Call("isposinf(self)", this);

        public Tensor isneginf() => Aten.Call("isneginf(self)", this);

        public Tensor isreal() => Aten.Call("isreal(self)", this);

        public Tensor positive() => Aten.Call("positive(self)", this);

        public Tensor conj() => Aten.Call("conj(self)", this);

        public Tensor resolve_conj() => Aten.Call("resolve_conj(self)", this);

        public Tensor resolve_neg() => Aten.Call("resolve_neg(self)", this);

        public Tensor view_as_real() => Aten.Call("view_as_real(self)", this);

        public Tensor view_as_complex() => Aten.Call("view_as_complex(self)", this);

        public Tensor absolute() => abs();

        public Tensor absolute_() => abs_();

        public Tensor negative() => neg();

        public Tensor fix() => trunc();

        public Tensor fix_() => trunc_();

        public Tensor arccos() => acos();

        public Tensor arccos_() => acos_();

        public Tensor arcsin() => asin();

        public Tensor arcsin_() => asin_();

        public Tensor arctan() => atan();

        public Tensor arctan_() => atan_();

        public Tensor arccosh() => acosh();

        public Tensor arccosh_() => acosh_();

        public Tensor arcsinh() => asinh();

        public Tensor arcsinh_() => asinh_();

        public Tensor arctanh() => atanh();

        public Tensor arctanh_() => atanh_();

        public Tensor gelu() => Aten.Call("gelu(self)", this);

        public Tensor log_sigmoid() => Aten.Call("log_sigmoid(self)", this);

        public Tensor leaky_relu(Scalar negative_slope) => Aten.Call("leaky_relu(self,negative_slope)", this, negative_slope);

        public Tensor leaky_relu_(Scalar negative_slope) => Aten.CallInPlace(this, "leaky_relu_(self,negative_slope)", negative_slope);

        public Tensor elu(double alpha = 1) => Aten.Call("elu(self,alpha)", this, (Scalar)alpha);

        public Tensor hardtanh(Scalar min, Scalar max) => Aten.Call("hardtanh(self,min_val,max_val)", this, min, max);

        public Tensor prelu(Tensor target) => Aten.Call("prelu(self,weight)", this, target);

        public Tensor threshold(Scalar threshold, Scalar value) => Aten.Call("threshold(self,threshold,value)", this, threshold, value);

        public Tensor softplus(double beta = 1, double threshold = 20) => Aten.Call("softplus(self,beta,threshold)", this, (Scalar)beta, (Scalar)threshold);

        public Tensor glu(long dim = -1) => Aten.Call("glu(self,dim)", this, dim);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.Call("softmax.int(self,dim,dtype)", this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.Call("log_softmax.int(self,dim,dtype)", this, dim, dtype);

        public Tensor round(long decimals = 0L) => Aten.Call("round.decimals(self,decimals)", this, decimals);

        public Tensor round_(long decimals = 0L) => Aten.CallInPlace(this, "round_.decimals(self,decimals)", decimals);

        public Tensor logit(double? eps = null) => Aten.Call("logit(self,eps)", this, eps);

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) =>
            Aten.Call("nan_to_num(self,nan,posinf,neginf)", this, nan, posinf, neginf);

        public Tensor nan_to_num_(double nan = 0d, double? posinf = null, double? neginf = null) =>
            Aten.CallInPlace(this, "nan_to_num_(self,nan,posinf,neginf)", nan, posinf, neginf);
    }
}
