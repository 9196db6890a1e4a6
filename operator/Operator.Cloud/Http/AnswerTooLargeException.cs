namespace Sonde.Operator.Cloud.Http;

/// <summary>An answer was not read to its end, for it would not fit.</summary>
/// <param name="most">Bytes that would have fitted.</param>
internal sealed class AnswerTooLargeException(int most) : IOException($"The answer is larger than {most} bytes.");
