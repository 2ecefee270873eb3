using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What a tensor is, read in one native call. Mirrors <c>rg_tensor_info</c> of native/abi.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTensorInfo
{
    internal long* Sizes;
    internal long* Strides;
    internal long Dimensions;
    internal long Elements;
    internal long StorageOffset;
    internal int ScalarType;
    internal int ElementSize;
    internal int DeviceType;
    internal int DeviceIndex;
    internal int IsContiguous;
    internal int IsSparse;
    internal int RequiresGrad;
    internal int IsLeaf;
}
