namespace TorchSharp;

public static unsafe partial class torch
{
    public static partial class jit
    {
        public static ScriptModule load(string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) => new(Load(filename, new Device(device_type, (int)device_index)));

        public static ScriptModule load(string filename, Device map_location) => new(Load(filename, map_location));

        public static ScriptModule load(string filename, string map_location) => new(Load(filename, new Device(map_location)));

        public static ScriptModule load(byte[] bytes, DeviceType device_type = DeviceType.CPU, long device_index = -1) => new(Load(bytes, new Device(device_type, (int)device_index)));

        public static ScriptModule load(byte[] bytes, Device map_location) => new(Load(bytes, map_location));

        public static ScriptModule load(byte[] bytes, string map_location) => new(Load(bytes, new Device(map_location)));

        public static ScriptModule<TResult> load<TResult>(string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) => new(Load(filename, new Device(device_type, (int)device_index)));

        public static ScriptModule<TResult> load<TResult>(string filename, Device map_location) => new(Load(filename, map_location));

        public static ScriptModule<TResult> load<TResult>(string filename, string map_location) => new(Load(filename, new Device(map_location)));

        public static ScriptModule<TResult> load<TResult>(byte[] bytes, DeviceType device_type = DeviceType.CPU, long device_index = -1) => new(Load(bytes, new Device(device_type, (int)device_index)));

        public static ScriptModule<TResult> load<TResult>(byte[] bytes, Device map_location) => new(Load(bytes, map_location));

        public static ScriptModule<TResult> load<TResult>(byte[] bytes, string map_location) => new(Load(bytes, new Device(map_location)));

        public static ScriptModule<T1, TResult> load<T1, TResult>(string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) => new(Load(filename, new Device(device_type, (int)device_index)));

        public static ScriptModule<T1, TResult> load<T1, TResult>(string filename, Device map_location) => new(Load(filename, map_location));

        public static ScriptModule<T1, TResult> load<T1, TResult>(string filename, string map_location) => new(Load(filename, new Device(map_location)));

        public static ScriptModule<T1, TResult> load<T1, TResult>(byte[] bytes, DeviceType device_type = DeviceType.CPU, long device_index = -1) => new(Load(bytes, new Device(device_type, (int)device_index)));

        public static ScriptModule<T1, TResult> load<T1, TResult>(byte[] bytes, Device map_location) => new(Load(bytes, map_location));

        public static ScriptModule<T1, TResult> load<T1, TResult>(byte[] bytes, string map_location) => new(Load(bytes, new Device(map_location)));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(string filename, DeviceType device_type = DeviceType.CPU, long device_index = -1) => new(Load(filename, new Device(device_type, (int)device_index)));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(string filename, Device map_location) => new(Load(filename, map_location));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(string filename, string map_location) => new(Load(filename, new Device(map_location)));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(byte[] bytes, DeviceType device_type = DeviceType.CPU, long device_index = -1) => new(Load(bytes, new Device(device_type, (int)device_index)));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(byte[] bytes, Device map_location) => new(Load(bytes, map_location));

        public static ScriptModule<T1, T2, TResult> load<T1, T2, TResult>(byte[] bytes, string map_location) => new(Load(bytes, new Device(map_location)));

        public static void save(ScriptModule module, string filename)
        {
            NativeError.ThrowIfFailed(NativeMethods.rg_jit_save(module.Module, filename));
            GC.KeepAlive(module);
        }

        private static IntPtr Load(string filename, Device device)
        {
            if (!File.Exists(filename))
            {
                throw new FileNotFoundException($"There is no TorchScript file {filename}.", filename);
            }

            var place = Placed(device);
            var status = NativeMethods.rg_jit_load(filename, null, 0, (int)place.type, place.index, out var module);
            return status == 0 ? module : throw ScriptLoadFailure.Explain(filename, NativeError.Message);
        }

        private static IntPtr Load(byte[] bytes, Device device)
        {
            var place = Placed(device);
            fixed (byte* start = bytes)
            {
                var status = NativeMethods.rg_jit_load(null, start, bytes.LongLength, (int)place.type, place.index, out var module);
                return status == 0 ? module : throw ScriptLoadFailure.Explain("The TorchScript module", NativeError.Message);
            }
        }

        private static Device Placed(Device device) => InitializeDevice(device.type == DeviceType.CUDA ? device : new Device(device.type));
    }
}
