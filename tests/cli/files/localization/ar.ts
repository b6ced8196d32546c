<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
  <context>
    <name>Window</name>
    <message><source>Save</source><translation>احفظ</translation></message>
    <message><source>Hello, %1!</source><translation type="unfinished">أهلا %1!</translation></message>
  </context>
</TS>
