using System.IO.Compression;
using System.Text;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary>npy arrays and npz archives in memory.</summary>
internal static class NpzBytes
{
    public static byte[] Array(string type, string shape, byte[] elements, byte version = 1) =>
        Array($"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n", elements, version);

    public static byte[] Array(string header, byte[] elements, byte version = 1)
    {
        var text = Encoding.UTF8.GetBytes(header);
        byte[] length = version == 1 ? [(byte)text.Length, (byte)(text.Length >> 8)] : [(byte)text.Length, (byte)(text.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. elements];
    }

    public static byte[] Archive(params (string Name, byte[] Content)[] entries)
    {
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return target.ToArray();
    }
}
