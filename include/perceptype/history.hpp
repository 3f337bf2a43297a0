// Distributed under the Boost Software License, Version 1.0. See LICENSE or https://www.boost.org/LICENSE_1_0.txt
#pragma once

#include <perceptype/config.hpp>

#include <cstddef>
#include <limits>

namespace perceptype::inline PERCEPTYPE_ISA {

/// The losses of one epoch of `fit`.
template <class Scalar>
struct epoch_report {
    std::size_t epoch = 0;  ///< from 0
    Scalar loss = 0;        ///< mean over the epoch's training samples, each before its update
    /// Mean over the validation samples after the epoch; NaN if there are none.
    Scalar validation_loss = std::numeric_limits<Scalar>::quiet_NaN();
};

/// The learning curve of a `fit`: the reports of its epochs in order, without heap storage.
///
/// Holds at most `Capacity` reports. When it is full, every second report is dropped, and from then on every second
/// (fourth, ...) epoch is recorded; `back()` is always the last epoch. Each report has the number of its epoch.
template <class Scalar, std::size_t Capacity = 1024>
class history {
    static_assert(Capacity >= 2, "perceptype: a history holds at least the first and the last epoch");

public:
    using value_type = epoch_report<Scalar>;

    constexpr void add(const value_type& report) noexcept {
        if (epochs_ != 0 && !last_is_recorded_) --size_;
        if (epochs_ % stride_ == 0 && size_ == Capacity) thin();
        if (size_ == Capacity) thin();
        last_is_recorded_ = epochs_ % stride_ == 0;
        reports_[size_++] = report;
        ++epochs_;
    }

    /// The number of epochs that ran.
    [[nodiscard]] constexpr std::size_t epochs() const noexcept { return epochs_; }
    /// The number of reports.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    // As for a vector, the report must exist.
    [[nodiscard]] constexpr const value_type& operator[](std::size_t i) const noexcept { return reports_[i]; }
    [[nodiscard]] constexpr const value_type& front() const noexcept { return reports_[0]; }
    [[nodiscard]] constexpr const value_type& back() const noexcept { return reports_[size_ - 1]; }
    [[nodiscard]] constexpr const value_type* begin() const noexcept { return reports_; }
    [[nodiscard]] constexpr const value_type* end() const noexcept { return reports_ + size_; }

private:
    constexpr void thin() noexcept {
        stride_ *= 2;
        std::size_t remaining = 0;
        for (std::size_t i = 0; i < size_; ++i)
            if (reports_[i].epoch % stride_ == 0) reports_[remaining++] = reports_[i];
        size_ = remaining;
    }

    value_type reports_[Capacity] = {};
    std::size_t size_ = 0;
    std::size_t epochs_ = 0;
    std::size_t stride_ = 1;
    bool last_is_recorded_ = true;
};

}  // namespace perceptype::inline PERCEPTYPE_ISA
