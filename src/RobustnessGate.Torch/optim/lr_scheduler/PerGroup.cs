namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Values given once for all parameter groups, or once for each.</summary>
                internal static class PerGroup
                {
                    internal static double[] Spread(IEnumerable<double> values, int groups) => values.ToArray() switch
                    {
                        [var value] => Enumerable.Repeat(value, groups).ToArray(),
                        var each when each.Length == groups => each,
                        var each => throw new ArgumentException($"There are {each.Length} values for {groups} parameter groups; give one, or one for each group.", nameof(values)),
                    };
                }
            }
        }
    }
}
