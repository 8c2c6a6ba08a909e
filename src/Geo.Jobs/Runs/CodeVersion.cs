using System.Reflection;

namespace Geo.Jobs.Runs;

/// <summary>Which build of geowfc this is; stands beside every run.</summary>
internal static class CodeVersion
{
    /// <summary>Version with the commit where the build knows it.</summary>
    public static string Text { get; } =
        typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
