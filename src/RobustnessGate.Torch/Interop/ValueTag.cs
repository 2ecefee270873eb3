namespace TorchSharp;

/// <summary>What a value that crosses the native border holds. Mirrors <c>rg_tag</c> of native/abi.h.</summary>
internal enum ValueTag
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    String = 5,
    IntList = 6,
    DoubleList = 7,
    BoolList = 8,
    TensorList = 9,
    OptionalTensorList = 10,
    Device = 11,
    Generator = 12,
    Complex = 13,
    List = 14,
    Tuple = 15,
    Dict = 16,
    Module = 17,
}
