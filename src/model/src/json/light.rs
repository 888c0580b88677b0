//! Values of JSON as a tree of lists. Keys keep the order in which they came.

use std::ops::Index;

/// A value, as `serde_json` names them.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    String(String),
    /// A list.
    Array(Vec<Value>),
    /// An object.
    Object(Map<String, Value>),
}

static NULL: Value = Value::Null;

impl Value {
    /// The text, when it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The whole number that is not negative, when it is one.
    pub fn as_u64(&self) -> Option<u64> {
        match self {
            Value::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    /// The list, when it is one.
    pub fn as_array(&self) -> Option<&Vec<Value>> {
        match self {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        match self {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The object, when it is one.
    pub fn as_object(&self) -> Option<&Map<String, Value>> {
        match self {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    /// The same, to be changed.
    pub fn as_object_mut(&mut self) -> Option<&mut Map<String, Value>> {
        match self {
            Value::Object(map) => Some(map),
            _ => None,
        }
    }

    /// Whether it is nothing.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// Whether it is text.
    pub fn is_string(&self) -> bool {
        matches!(self, Value::String(_))
    }

    /// Whether it is a whole number that is not negative.
    pub fn is_u64(&self) -> bool {
        self.as_u64().is_some()
    }

    /// What is at a key of an object or a place of a list.
    pub fn get<K: Key>(&self, key: K) -> Option<&Value> {
        key.of(self)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, place: usize) -> Option<&mut Value> {
        match self {
            Value::Array(items) => items.get_mut(place),
            _ => None,
        }
    }
}

/// What a value is looked into by: a key or a place.
pub trait Key {
    /// Looks into a value.
    fn of(self, value: &Value) -> Option<&Value>;
}

impl Key for &str {
    fn of(self, value: &Value) -> Option<&Value> {
        value.as_object()?.get(self)
    }
}

impl Key for usize {
    fn of(self, value: &Value) -> Option<&Value> {
        value.as_array()?.get(self)
    }
}

/// Nothing where there is nothing, as `serde_json` has it.
impl Index<&str> for Value {
    type Output = Value;

    fn index(&self, key: &str) -> &Value {
        self.get(key).unwrap_or(&NULL)
    }
}

impl PartialEq<str> for Value {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialEq<&str> for Value {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == Some(*other)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(text)
    }
}

impl From<Vec<String>> for Value {
    fn from(items: Vec<String>) -> Self {
        Value::Array(items.into_iter().map(Value::String).collect())
    }
}

impl From<Option<Number>> for Value {
    fn from(number: Option<Number>) -> Self {
        number.map_or(Value::Null, Value::Number)
    }
}

macro_rules! from_numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Value::Number(Number(number as f64))
            }
        }
        impl From<$number> for Number {
            fn from(number: $number) -> Self {
                Number(number as f64)
            }
        }
    )*};
}
from_numbers!(u32, u64, i64, usize);

impl FromIterator<Value> for Value {
    fn from_iter<T: IntoIterator<Item = Value>>(items: T) -> Self {
        Value::Array(items.into_iter().collect())
    }
}

/// A number, as JavaScript has them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number(f64);

impl Number {
    /// A number that JSON can hold.
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then_some(Self(number))
    }

    /// As JavaScript has it.
    pub fn as_f64(&self) -> Option<f64> {
        Some(self.0)
    }

    /// When it is whole, and a double holds it exactly.
    pub fn as_i64(&self) -> Option<i64> {
        (self.0.trunc() == self.0 && self.0.abs() <= 9_007_199_254_740_992.0).then_some(self.0 as i64)
    }

    /// When it is whole and not negative.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i64().and_then(|whole| u64::try_from(whole).ok())
    }
}

/// The pairs of an object, in the order in which they came.
#[derive(Clone, Debug)]
pub struct Map<K, V>(Vec<(K, V)>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// Two objects are the same in whatever order their keys came.
impl PartialEq for Map<String, Value> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Map<String, Value> {
    /// An empty object.
    pub fn new() -> Self {
        Self::default()
    }

    fn place(&self, key: &str) -> Option<usize> {
        self.0.iter().position(|(other, _)| other == key)
    }

    fn place_or_put(&mut self, key: &str, value: impl FnOnce() -> Value) -> usize {
        self.place(key).unwrap_or_else(|| {
            self.0.push((key.to_owned(), value()));
            self.0.len() - 1
        })
    }

    /// How many pairs.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is at a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.place(key).map(|place| &self.0[place].1)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.place(key).map(|place| &mut self.0[place].1)
    }

    /// Whether there is such a key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// Puts a value at a key, and gives back what was there. The key keeps its place.
    pub fn insert(&mut self, key: String, value: Value) -> Option<Value> {
        match self.place(&key) {
            Some(place) => Some(std::mem::replace(&mut self.0[place].1, value)),
            None => {
                self.0.push((key, value));
                None
            }
        }
    }

    /// Takes a key out; the last pair takes its place, as `serde_json` does it.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.place(key).map(|place| self.0.swap_remove(place).1)
    }

    /// What is at a key, to be put there first when there is nothing.
    pub fn entry<'a>(&'a mut self, key: &'a str) -> Entry<'a> {
        Entry { map: self, key }
    }

    /// The pairs.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Keeps the pairs for which this holds.
    pub fn retain(&mut self, mut holds: impl FnMut(&String, &mut Value) -> bool) {
        self.0.retain_mut(|(key, value)| holds(key, value));
    }

    /// Leaves nothing.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// A place in an object.
pub struct Entry<'a> {
    map: &'a mut Map<String, Value>,
    key: &'a str,
}

impl<'a> Entry<'a> {
    /// What is there, or what is put there now.
    pub fn or_insert_with(self, value: impl FnOnce() -> Value) -> &'a mut Value {
        let place = self.map.place_or_put(self.key, value);
        &mut self.map.0[place].1
    }
}

impl Index<&str> for Map<String, Value> {
    type Output = Value;

    fn index(&self, key: &str) -> &Value {
        self.get(key).unwrap_or(&NULL)
    }
}

impl Index<&String> for Map<String, Value> {
    type Output = Value;

    fn index(&self, key: &String) -> &Value {
        &self[key.as_str()]
    }
}

impl FromIterator<(String, Value)> for Map<String, Value> {
    fn from_iter<T: IntoIterator<Item = (String, Value)>>(pairs: T) -> Self {
        let mut map = Self::new();
        map.extend(pairs);
        map
    }
}

impl Extend<(String, Value)> for Map<String, Value> {
    fn extend<T: IntoIterator<Item = (String, Value)>>(&mut self, pairs: T) {
        for (key, value) in pairs {
            self.insert(key, value);
        }
    }
}

impl<'a> IntoIterator for &'a Map<String, Value> {
    type Item = (&'a String, &'a Value);
    type IntoIter = std::iter::Map<std::slice::Iter<'a, (String, Value)>, fn(&'a (String, Value)) -> Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl IntoIterator for Map<String, Value> {
    type Item = (String, Value);
    type IntoIter = std::vec::IntoIter<(String, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

#[cfg(test)]
mod tests;
