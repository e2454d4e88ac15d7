package io.sonde.store.sweep;

import io.sonde.search.event.SweepState;
import io.sonde.search.history.TrialState;
import io.sonde.search.report.Cause;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** States and causes stand in the database by their words, which outlive the names in the code. */
final class Words {
  private Words() {}

  static SweepState sweepState(String word) {
    return SweepState.valueOf(word.toUpperCase(Locale.ROOT));
  }

  static TrialState trialState(String word) {
    return TrialState.valueOf(word.toUpperCase(Locale.ROOT));
  }

  @Converter
  static final class OfSweepState implements AttributeConverter<SweepState, String> {
    @Override
    public String convertToDatabaseColumn(SweepState state) {
      return state.word();
    }

    @Override
    public SweepState convertToEntityAttribute(String word) {
      return sweepState(word);
    }
  }

  @Converter
  static final class OfTrialState implements AttributeConverter<TrialState, String> {
    @Override
    public String convertToDatabaseColumn(TrialState state) {
      return state.word();
    }

    @Override
    public TrialState convertToEntityAttribute(String word) {
      return trialState(word);
    }
  }

  @Converter
  static final class OfCause implements AttributeConverter<@Nullable Cause, @Nullable String> {
    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Cause cause) {
      return cause == null ? null : cause.word();
    }

    @Override
    public @Nullable Cause convertToEntityAttribute(@Nullable String word) {
      return word == null ? null : Cause.of(word);
    }
  }
}
