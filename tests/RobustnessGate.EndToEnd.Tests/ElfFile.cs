using System.Text;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>As much of an ELF file, of 64 bits and little-endian, as these tests look at.</summary>
internal sealed class ElfFile(Stream file)
{
    // Sizes and places in the structures of elf(5).
    private const int SymbolSize = 24;
    private const int SectionSize = 64;

    /// <summary>Where in the file the code of an exported function begins, how long it is, and where its name is.</summary>
    public (long Code, long Length, long Name) Function(string name)
    {
        var sections = Sections();
        var symbols = sections.Single(section => section.Name == ".dynsym");
        var names = sections.Single(section => section.Name == ".dynstr");
        var nameBytes = Read(names.Offset, names.Size);
        var table = Read(symbols.Offset, symbols.Size);
        var wanted = Encoding.ASCII.GetBytes(name + '\0');
        for (var at = 0; at < table.Length; at += SymbolSize)
        {
            var nameAt = BitConverter.ToInt32(table, at);
            if (nameBytes.AsSpan(nameAt).StartsWith(wanted))
            {
                var section = sections[BitConverter.ToUInt16(table, at + 6)];
                return (section.Offset + BitConverter.ToInt64(table, at + 8) - section.Address, BitConverter.ToInt64(table, at + 16), names.Offset + nameAt);
            }
        }

        throw new InvalidDataException($"The file exports no {name}.");
    }

    /// <summary>Where in the file the flags of the request for a version of another library are: vna_flags of its Elf64_Vernaux.</summary>
    public long FlagsOfNeed(string version)
    {
        var sections = Sections();
        var needs = sections.Single(section => section.Name == ".gnu.version_r");
        var names = sections.Single(section => section.Name == ".dynstr");
        var table = Read(needs.Offset, needs.Size);
        var nameBytes = Read(names.Offset, names.Size);
        var wanted = Encoding.ASCII.GetBytes(version + '\0');
        for (int library = 0, next = -1; next != 0; library += next)
        {
            next = BitConverter.ToInt32(table, library + 12);
            for (int need = library + BitConverter.ToInt32(table, library + 8), step = -1; step != 0; need += step)
            {
                step = BitConverter.ToInt32(table, need + 12);
                if (nameBytes.AsSpan(BitConverter.ToInt32(table, need + 8)).StartsWith(wanted))
                {
                    return needs.Offset + need + 4;
                }
            }
        }

        throw new InvalidDataException($"The file needs no {version}.");
    }

    private Section[] Sections()
    {
        var header = Read(0, 64);
        var count = BitConverter.ToUInt16(header, 0x3c);
        var table = Read(BitConverter.ToInt64(header, 0x28), count * SectionSize);
        var nameSection = BitConverter.ToUInt16(header, 0x3e) * SectionSize;
        var names = Read(BitConverter.ToInt64(table, nameSection + 24), BitConverter.ToInt64(table, nameSection + 32));
        return [.. Enumerable.Range(0, count).Select(i => i * SectionSize).Select(at => new Section(
            TextAt(names, BitConverter.ToInt32(table, at)),
            BitConverter.ToInt64(table, at + 16),
            BitConverter.ToInt64(table, at + 24),
            BitConverter.ToInt64(table, at + 32)))];
    }

    private static string TextAt(byte[] bytes, int at) => Encoding.ASCII.GetString(bytes.AsSpan(at)[..bytes.AsSpan(at).IndexOf((byte)0)]);

    private byte[] Read(long offset, long length)
    {
        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private sealed record Section(string Name, long Address, long Offset, long Size);
}
