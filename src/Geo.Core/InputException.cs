namespace Geo.Core;

/// <summary>Something a person can mend: which file or request, which field, what is wrong, what to do.</summary>
public sealed class InputException : Exception
{
    /// <param name="where">File, request or row.</param>
    /// <param name="field">Field, option, band or parameter; null where the whole is meant.</param>
    /// <param name="problem">What is wrong, as a sentence without a full stop.</param>
    /// <param name="mend">What to do about it.</param>
    /// <param name="inner">What was caught, if anything.</param>
    public InputException(string where, string? field, string problem, string mend, Exception? inner = null)
        : base(field is null ? $"{where}: {problem}; {mend}" : $"{where}: {field}: {problem}; {mend}", inner)
    {
        (Where, Field, Problem, Mend) = (where, field, problem, mend);
    }

    /// <summary>File, request or row.</summary>
    public string Where { get; }

    /// <summary>Field, option, band or parameter.</summary>
    public string? Field { get; }

    /// <summary>What is wrong.</summary>
    public string Problem { get; }

    /// <summary>What to do.</summary>
    public string Mend { get; }

    /// <summary>Problem and mend in Chinese, where the person who meets them is a clerk with a register; null elsewhere.</summary>
    public string? Chinese { get; init; }

    /// <summary>The whole sentence in a language: zh where it was written, else English.</summary>
    public string In(string language) => language != "zh" || Chinese is null ? Message : Field is null ? $"{Where}：{Chinese}" : $"{Where}：{Field}：{Chinese}";
}
