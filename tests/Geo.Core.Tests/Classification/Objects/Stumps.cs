using Geo.Core.Classification.Objects;

namespace Geo.Core.Tests.Classification.Objects;

/// <summary>A second stage that looks at every attribute at many places, so that whatever changes an attribute changes a score.</summary>
internal static class Stumps
{
    public static ObjectStage Of(string[] attributes, IReadOnlyList<string> classes, int seed, double threshold)
    {
        var random = new Random(seed);
        var nodes = new List<(short Attribute, double Value, int Left)>();
        for (int i = 0; i < attributes.Length * 40; i++)
        {
            short attribute = (short)(i % attributes.Length);
            nodes.Add((attribute, random.NextDouble() * (attribute == 0 ? 5 : 1), nodes.Count + 1));
            nodes.Add((-1, random.NextDouble(), 0));
            nodes.Add((-1, random.NextDouble(), 0));
        }

        var trees = new ObjectTrees(
            [.. Enumerable.Range(0, nodes.Count / 3).Select(t => 3 * t)], [.. nodes.Select(n => n.Attribute)], [.. nodes.Select(n => n.Value)], [.. nodes.Select(n => n.Left)]);
        return Of(trees, attributes, classes, threshold);
    }

    public static ObjectStage Of(ObjectTrees trees, string[] attributes, IReadOnlyList<string> classes, double threshold)
    {
        var file = new ObjectFile(classes.ToDictionary(c => c, _ => trees), []);
        return new ObjectStage(classes.ToDictionary(c => c, _ => new ObjectRule(threshold, 20, 20, 1, 0, 0, 0, 0)), attributes, 0.3, file.Hash()) { File = file };
    }
}
