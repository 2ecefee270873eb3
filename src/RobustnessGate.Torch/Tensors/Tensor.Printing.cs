using System.Globalization;
using System.Text;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Tensors with more elements than this are described, not printed.</summary>
        private const long PrintedElements = 1000;

        public override string ToString() => handle == IntPtr.Zero
            ? "[], invalid"
            : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        public string ToString(bool disamb, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null) =>
            disamb ? ToString(TensorStringStyle.Default, fltFormat, width, cultureInfo, newLine) : ToString();

        public string ToString(TensorStringStyle style, string? fltFormat = null, int? width = null, CultureInfo? cultureInfo = null, string? newLine = null)
        {
            if (style == TensorStringStyle.Metadata || numel() > PrintedElements || is_complex())
            {
                return ToString();
            }

            using var scope = NewDisposeScope();
            var text = new StringBuilder();
            if (style != TensorStringStyle.Numpy)
            {
                _ = text.Append(ToString()).Append(newLine ?? Environment.NewLine);
            }

            AppendValues(text, detach().cpu(), fltFormat ?? "g5", cultureInfo ?? CultureInfo.InvariantCulture);
            return text.ToString();
        }

        private static void AppendValues(StringBuilder text, Tensor values, string format, CultureInfo culture)
        {
            if (values.ndim == 0)
            {
                _ = text.Append(Formatted(values.ToScalar(), format, culture));
                return;
            }

            _ = text.Append('[');
            for (var i = 0L; i < values.shape[0]; i++)
            {
                _ = text.Append(i == 0 ? string.Empty : ", ");
                AppendValues(text, values[i], format, culture);
            }

            _ = text.Append(']');
        }

        private static string Formatted(Scalar value, string format, CultureInfo culture) => value.Type switch
        {
            ScalarType.Bool => value.ToBoolean() ? "True" : "False",
            ScalarType.Int64 => value.ToInt64().ToString(culture),
            _ => value.ToDouble().ToString(format, culture),
        };
    }
}
