namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        /// <summary>Reads one tensor from libtorch's own archive.</summary>
        public static Tensor load(string location)
        {
            if (!File.Exists(location))
            {
                throw new FileNotFoundException($"There is no file {location} to load a tensor from.", location);
            }

            NativeValue result;
            NativeError.ThrowIfFailed(NativeMethods.rg_tensor_load(location, &result));
            return result.TakeTensor();
        }

        /// <summary>Writes this tensor as libtorch's own archive.</summary>
        public void save(string location)
        {
            NativeError.ThrowIfFailed(NativeMethods.rg_tensor_save(Handle, location));
            GC.KeepAlive(this);
        }

        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream);
            return Load(reader);
        }

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            RequireReadable();
            stream.Write(bytes);
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            RequireReadable();
            stream.ReadExactly(bytes);
        }
    }
}
