// What newer frameworks define and netstandard2.0 does not; the compiler and MSBuild look these up by full name.

namespace System.Runtime.CompilerServices
{
    /// <summary>Lets the compiler emit records.</summary>
    internal static class IsExternalInit;
}

namespace Microsoft.Build.Framework
{
    /// <summary>
    /// Tells a multithreaded MSBuild (<c>-mt</c>) that the task may run in its own process: it reads no current directory
    /// and changes no environment. Without it the task goes to a side process that outlives the build.
    /// </summary>
    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
}
